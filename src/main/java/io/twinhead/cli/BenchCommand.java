package io.twinhead.cli;

import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.engine.Bench;
import io.twinhead.engine.BenchPlan;
import io.twinhead.engine.BenchResult;
import io.twinhead.engine.EngineOptions;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Models;
import io.twinhead.run.Json;
import io.twinhead.run.Provenance;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Measures how fast this machine trains a network and infers with it. */
@Command(
    name = "bench",
    description = "Measures how fast this machine trains a network, and infers, on made-up data.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true)
final class BenchCommand implements Callable<Integer> {
  private static final int COLOUR = 3;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLineInterface parent;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      defaultValue = "small-cnn",
      description = "A bundled model, or a YAML file (default: small-cnn).")
  private String model = "small-cnn";

  @Option(
      names = {"--size", "--image-size"},
      paramLabel = "N",
      defaultValue = "150",
      description = "Images of N x N pixels (default: 150).")
  private int size;

  @Option(
      names = "--channels",
      paramLabel = "C",
      description = "Channels of the images (default: what the model says, or else 3).")
  private @Nullable Integer channels;

  @Option(
      names = "--features",
      paramLabel = "F",
      defaultValue = "30",
      description = "Inputs of a model without convolution or pooling (default: 30).")
  private int features;

  @Option(
      names = "--batch-size",
      paramLabel = "B",
      defaultValue = "32",
      description = "Examples per step (default: 32).")
  private int batchSize;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Timed training steps per engine, and as many inferences (default: as many as take 5"
              + " seconds, at least 10).")
  private @Nullable Integer steps;

  @Option(
      names = "--head",
      paramLabel = "sigmoid|softmax",
      defaultValue = "sigmoid",
      description = "One sigmoid unit, or two softmax units (default: sigmoid).")
  private String head = "sigmoid";

  @Option(
      names = "--engine",
      paramLabel = "compiled|reference|both",
      defaultValue = "BOTH",
      description = "What runs the steps; reference is DL4J's own fit (default: both, in turns).")
  private EngineChoice engine = EngineChoice.BOTH;

  @Option(
      names = "--kernels",
      paramLabel = "auto|nd4j",
      defaultValue = "AUTO",
      description = "Native code that the compiled engine may use (default: auto).")
  private Kernels kernels = Kernels.AUTO;

  @Option(
      names = "--convolution",
      paramLabel = "auto|direct",
      defaultValue = "AUTO",
      description = "Convolution algorithms that the compiled engine may use (default: auto).")
  private Convolution convolution = Convolution.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "T",
      defaultValue = "0",
      description = "Threads of native code; 0 lets the engine measure what is best (default: 0).")
  private int threads;

  @Option(
      names = "--explain",
      description = "Also list every operation of the compiled engine and what it costs.")
  private boolean explain;

  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    ModelSpec trunk = Models.find(model);
    BenchPlan plan = Settings.fromFlags(spec, () -> plan(trunk));
    trunk.requireFits(plan.shape());
    BenchResult result = Bench.run(plan);
    parent
        .out()
        .print(format.json() ? Json.document(result) : BenchText.of(result, Provenance.current()));
    return ExitCode.DONE;
  }

  private BenchPlan plan(ModelSpec trunk) {
    return new BenchPlan(
        trunk,
        input(trunk),
        batchSize,
        OutputHead.of(head),
        steps,
        engine.names.stream()
            .map(name -> new EngineOptions(name, kernels, convolution, threads))
            .toList(),
        explain);
  }

  private List<Integer> input(ModelSpec trunk) {
    if (!trunk.needsImages()) {
      return List.of(features);
    }
    int wanted = Objects.requireNonNullElse(trunk.channels(), COLOUR);
    return List.of(size, size, Objects.requireNonNullElse(channels, wanted));
  }

  /** The engines that can be measured together. */
  enum EngineChoice {
    COMPILED(List.of(EngineName.COMPILED)),
    REFERENCE(List.of(EngineName.REFERENCE)),
    BOTH(List.of(EngineName.COMPILED, EngineName.REFERENCE));

    private final List<EngineName> names;

    EngineChoice(List<EngineName> names) {
      this.names = names;
    }
  }
}
