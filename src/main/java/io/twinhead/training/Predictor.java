package io.twinhead.training;

import io.twinhead.config.BackendName;
import io.twinhead.config.Convolution;
import io.twinhead.config.InputException;
import io.twinhead.config.Kernels;
import io.twinhead.config.TrainingConfig;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Features;
import io.twinhead.engine.Engine;
import io.twinhead.engine.EngineOptions;
import io.twinhead.engine.Engines;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.OutputHead;
import io.twinhead.model.SavedTrunk;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/** What a saved model says about examples; computed in the way in which it was trained. */
final class Predictor implements AutoCloseable {
  private final SavedModel model;
  private final OutputHead head;
  private final TrainingConfig settings;
  private @Nullable Engine engine;

  Predictor(SavedModel model, TrainingConfig settings) {
    this.model = model;
    this.head = model.head().toHead();
    this.settings = settings;
  }

  /** Of the model's own network. */
  Engine engine() {
    if (engine == null) {
      engine = engine(model.network(), head);
    }
    return engine;
  }

  /** Such an engine for another network on the same trunk. */
  Engine engine(MultiLayerNetwork network, OutputHead other) {
    SavedTrunk trunk = model.trunk();
    return Engines.create(network, other, trunk.shape(), trunk.seed(), engineOptions());
  }

  private EngineOptions engineOptions() {
    return new EngineOptions(
        // Plans have never run on CUDA, and nobody asked for one on this machine.
        BackendName.chosen() == BackendName.CUDA
            ? EngineName.REFERENCE
            : Objects.requireNonNullElse(settings.engine(), EngineName.COMPILED),
        Objects.requireNonNullElse(settings.kernels(), Kernels.AUTO),
        Objects.requireNonNullElse(settings.convolution(), Convolution.AUTO),
        Objects.requireNonNullElse(settings.threads(), settings.plan() == null ? 1 : 0),
        settings.plan());
  }

  double[] logits(Features examples) {
    return Inference.logits(engine(), examples, unnamed(examples.size()));
  }

  /** Labelled rows of a data set, without calibration. */
  Predictions raw(Dataset data, int[] rows) {
    return Batches.of(model.preprocessing().apply(data, rows)).predict(engine(), named(data, rows));
  }

  /** Names examples that have no place by their number. */
  static Inference.Refusal unnamed(int examples) {
    return (example, output) ->
        outOfRange("example %d of %d".formatted(example + 1, examples), output);
  }

  /** Names rows of a data set where the output is not finite. */
  static Inference.Refusal named(Dataset data, int[] rows) {
    return (example, output) -> outOfRange(data.name() + ", " + data.place(rows[example]), output);
  }

  private static InputException outOfRange(String place, double output) {
    return new InputException(
        "%s: its values are so far out of the range of the training rows that the network's output is"
                .formatted(place)
            + " %s; correct them, or leave it out".formatted(output));
  }

  /** One for each example without a label; empty where the network's output is not finite. */
  List<Optional<Prediction>> predict(Features examples) {
    double[] logits = Inference.logits(engine(), examples);
    return IntStream.range(0, examples.size())
        .mapToObj(row -> Optional.of(row).filter(i -> finite(logits, i)).map(i -> of(logits, i)))
        .toList();
  }

  private boolean finite(double[] logits, int row) {
    return IntStream.range(row * head.outputs(), (row + 1) * head.outputs())
        .allMatch(i -> Double.isFinite(logits[i]));
  }

  private Prediction of(double[] logits, int row) {
    SavedHead saved = model.head();
    List<String> classes = saved.labels();
    Threshold threshold = saved.thresholdOrHalf();
    return switch (saved.task()) {
      case BINARY ->
          Prediction.ofPositive(
              classes, saved.calibration().apply(head.logOdds(logits, row)), threshold);
      case MULTICLASS -> {
        double[] logProbabilities = new double[classes.size()];
        head.logProbabilities(logits, row, logProbabilities);
        yield Prediction.ofClasses(classes, logProbabilities);
      }
      case MULTILABEL -> {
        double[] probabilities = new double[classes.size()];
        head.probabilities(logits, row, probabilities);
        yield Prediction.ofLabels(classes, probabilities, threshold);
      }
    };
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
