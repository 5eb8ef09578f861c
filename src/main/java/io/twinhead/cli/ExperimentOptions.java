package io.twinhead.cli;

import io.twinhead.config.Experiment;
import io.twinhead.config.Link;
import io.twinhead.config.ModelConfig;
import io.twinhead.config.TrainingConfig;
import io.twinhead.launcher.Shell;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is learnt from, with which network, and where else that may be said. */
final class ExperimentOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "DATASET",
      description =
          "A CSV file, a directory of images with a sub-directory for each class, a directory with"
              + " dataset.yaml, or a bundled name.")
  private @Nullable String dataset;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A YAML file with the same settings; options win over it.")
  private @Nullable Path config;

  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      description =
          "logistic, dense-small (default), dense-wide; for images small-cnn (default), tiny-cnn"
              + " (default up to 32 pixels); or a YAML file.")
  private @Nullable String model;

  @Option(
      names = "--link",
      paramLabel = "logit|probit|cloglog",
      description = "From a sigmoid unit's number to its probability (default: logit).")
  private @Nullable Link link;

  /** Everything said, options over the file. */
  Experiment said(
      CommandSpec spec,
      DataOptions data,
      Supplier<TrainingConfig> training,
      EvaluationOptions evaluation) {
    Experiment file = config == null ? Experiment.EMPTY : Settings.fromFile(config);
    return Settings.fromFlags(
        spec,
        () ->
            new Experiment(
                    dataset,
                    data.toConfig(),
                    new ModelConfig(model, null, link),
                    training.get(),
                    evaluation.toConfig())
                .orElse(file));
  }

  /** The data set that was named somewhere. */
  static String requireDataset(CommandSpec spec, Experiment said) {
    return Settings.fromFlags(
        spec,
        () -> {
          if (said.dataset() == null || said.dataset().isBlank()) {
            throw new IllegalArgumentException(
                "DATASET is missing: a CSV file, a directory of images or with dataset.yaml, or a"
                    + " bundled name such as breast-cancer");
          }
          return said.dataset();
        });
  }

  /** In place of a command that repeats a training, if there is none. */
  static final String NO_COMMAND = "# No single command does: settings changed on the way.";

  /** The command line, to be repeated. */
  static String command(CommandSpec spec) {
    return "java -jar target/twinhead.jar "
        + spec.root().commandLine().getParseResult().originalArgs().stream()
            .map(Shell::quote)
            .collect(Collectors.joining(" "));
  }
}
