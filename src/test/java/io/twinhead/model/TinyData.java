package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.Yaml;
import io.twinhead.engine.Batch;
import io.twinhead.engine.Engine;
import io.twinhead.engine.EngineOptions;
import io.twinhead.engine.Engines;
import io.twinhead.engine.ReferenceEngine;
import io.twinhead.head.OutputHead;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A few rows or images of two overlapping classes, and the training of a model file on them. */
final class TinyData {
  static final int[] ROW = {7};
  static final int[] IMAGE = {9, 8, 2};
  static final int ROWS = 24;

  /** Of the weights that {@link #train} begins with. */
  static final long SEED = 3;

  /** As JUnit's parameters. */
  static final List<OutputHead> HEADS = OutputHead.ALL;

  private TinyData() {}

  /** A model file with one line for each setting. */
  static ModelSpec spec(String... lines) {
    return Yaml.parse("test.yaml", "name: test\n" + String.join("\n", lines), ModelSpec.class);
  }

  /** Features with mean 1 and deviation 1, so that normalising them matters. */
  static Batch batch(int[] shape) {
    SplittableRandom random = new SplittableRandom(4);
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    float[] features = new float[ROWS * size];
    float[] targets = new float[ROWS];
    float[] weights = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      targets[i] = i % 2;
      weights[i] = 1;
      for (int k = 0; k < size; k++) {
        features[i * size + k] = (float) (random.nextDouble(-1, 2) + targets[i]);
      }
    }
    return new Batch(features, targets, weights);
  }

  /** A network after training, and its losses before the first and before the last step. */
  record Trained(MultiLayerNetwork network, double firstLoss, double lastLoss) {}

  /** Trains by the compiled engine. */
  static Trained train(ModelSpec spec, OutputHead head, int[] shape, int steps) {
    MultiLayerNetwork network = Networks.create(spec, head, shape, SEED);
    Batch batch = batch(shape);
    try (Engine engine = Engines.create(network, head, shape, 7, EngineOptions.DEFAULT)) {
      assertThat(engine).isNotInstanceOf(ReferenceEngine.class);
      double first = engine.step(batch);
      double last = first;
      for (int step = 1; step < steps; step++) {
        last = engine.step(batch);
      }
      return new Trained(network, first, last);
    }
  }
}
