package io.twinhead.cli;

import io.twinhead.engine.Batch;
import io.twinhead.engine.BufferGuard;
import io.twinhead.engine.Engine;
import io.twinhead.engine.EngineOptions;
import io.twinhead.engine.Engines;
import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadConversion;
import io.twinhead.model.HeadConversion.Convention;
import io.twinhead.model.HeadTuning;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Models;
import io.twinhead.model.Networks;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A bundled model that learns one batch of made-up examples: their class shifts every other value
 * of an example up and the rest down, or the other way round.
 */
final class DoctorNetwork {
  static final int STEPS = 20;

  private static final int ROWS = 32;
  private static final double SHIFT = 0.5;

  /** Of Adam: fast enough to learn one batch, whatever the model's own is. */
  private static final double LEARNING_RATE = 0.003;

  private static final long SEED = 1;

  private final ModelSpec model;
  private final int[] shape;

  private DoctorNetwork(String model, int... shape) {
    this.model = Models.find(model).withLearningRate(LEARNING_RATE);
    this.shape = shape;
  }

  /** Matrix products alone, and with convolution and pooling: what trunks are made of. */
  static List<DoctorNetwork> all() {
    return List.of(new DoctorNetwork("dense-small", 30), new DoctorNetwork("tiny-cnn", 12, 12, 1));
  }

  String name() {
    return model.name();
  }

  /** Trains one sigmoid unit from drawn weights. */
  DoctorLosses sigmoid(EngineOptions options) {
    return train(created(OutputHead.SIGMOID, HeadTuning.NONE), OutputHead.SIGMOID, options);
  }

  /** Trains two softmax units that start as the sigmoid unit does and are tuned to follow it. */
  DoctorLosses matchedSoftmax(EngineOptions options) {
    MultiLayerNetwork network = created(OutputHead.SOFTMAX, HeadTuning.MATCHED_SOFTMAX);
    MultiLayerNetwork unit = created(OutputHead.SIGMOID, HeadTuning.NONE);
    BufferGuard.keeping(
        () -> {
          HeadConversion.convert(
              unit, OutputHead.SIGMOID, network, OutputHead.SOFTMAX, Convention.ANTISYMMETRIC);
          return network;
        });
    return train(network, OutputHead.SOFTMAX, options);
  }

  private MultiLayerNetwork created(OutputHead head, HeadTuning tuning) {
    return BufferGuard.keeping(
        () -> Networks.create(model, head, shape, SEED, tuning, DataType.FLOAT));
  }

  private DoctorLosses train(MultiLayerNetwork network, OutputHead head, EngineOptions options) {
    Batch batch = batch();
    double[] losses = new double[STEPS];
    try (Engine engine = Engines.create(network, head, shape, SEED, options)) {
      for (int step = 0; step < STEPS; step++) {
        if (Thread.interrupted()) {
          throw new CancellationException("interrupted in step " + (step + 1));
        }
        losses[step] = engine.step(batch);
      }
      return new DoctorLosses(name(), head.name(), engine.plan().engine(), losses);
    }
  }

  private Batch batch() {
    SplittableRandom random = new SplittableRandom(SEED);
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] features = new float[ROWS * size];
    float[] targets = new float[ROWS];
    float[] weights = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      targets[row] = row % 2;
      weights[row] = 1;
      for (int i = 0; i < size; i++) {
        double shift = (i + row) % 2 == 0 ? SHIFT : -SHIFT;
        features[row * size + i] = (float) (random.nextDouble(-1, 1) + shift);
      }
    }
    return new Batch(features, targets, weights);
  }
}
