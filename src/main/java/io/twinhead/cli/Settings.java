package io.twinhead.cli;

import io.twinhead.comparison.ComparisonPlan;
import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.head.OutputHead;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Tells whose mistake a refused setting is: the file's, or the command line's. */
final class Settings {
  private Settings() {}

  /** Reads an experiment file, and checks it alone, so that its mistakes carry its name. */
  static Experiment fromFile(Path file) {
    Experiment experiment = Yaml.read(file, Experiment.class);
    try {
      ComparisonPlan.check(experiment);
      String head = experiment.model().head();
      if (head != null) {
        OutputHead.of(head);
      }
      return experiment;
    } catch (IllegalArgumentException | InputException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  /** Checks settings; what is refused is a wrong command line. */
  static void check(CommandSpec command, Runnable checks) {
    fromFlags(
        command,
        () -> {
          checks.run();
          return true;
        });
  }

  /** Builds settings from options; what is refused is a wrong command line. */
  static <T> T fromFlags(CommandSpec command, Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
