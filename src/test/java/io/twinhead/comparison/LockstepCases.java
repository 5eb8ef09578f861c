package io.twinhead.comparison;

import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Features;
import io.twinhead.engine.EngineOptions;
import io.twinhead.head.OutputHead;
import io.twinhead.model.Clip;
import io.twinhead.model.Dense;
import io.twinhead.model.Dropout;
import io.twinhead.model.LayerSpec;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Models;
import io.twinhead.model.UpdaterSpec;
import io.twinhead.model.UpdaterSpec.Adam;
import io.twinhead.model.UpdaterSpec.Nesterov;
import io.twinhead.model.UpdaterSpec.RmsProp;
import io.twinhead.model.UpdaterSpec.Sgd;
import io.twinhead.training.TrainingPlan;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;

/** Models, each with one way of training, and random examples that they can learn. */
final class LockstepCases {
  static final UpdaterSpec SGD = new Sgd(0.05);
  static final UpdaterSpec NESTEROV = new Nesterov(0.01, null);
  static final UpdaterSpec RMSPROP = new RmsProp(0.001, null, null);
  static final UpdaterSpec ADAM = new Adam(0.001, null, null, null);

  private static final Clip NORM = new Clip(0.3, null);
  private static final Clip VALUE = new Clip(null, 0.01);

  private LockstepCases() {}

  /** The trunk of a bundled model, or one with dropout, trained in many ways. */
  static Map<String, ModelSpec> trainings(String trunk) {
    Map<String, ModelSpec> all = new LinkedHashMap<>();
    Map<String, UpdaterSpec> updaters = new LinkedHashMap<>();
    updaters.put("sgd", SGD);
    updaters.put("nesterov", NESTEROV);
    updaters.put("rmsprop", RMSPROP);
    updaters.put("adam", ADAM);
    updaters.forEach((name, updater) -> all.put(name, model(trunk, updater, 0, 0, null)));
    updaters.forEach(
        (name, updater) -> all.put(name + " l2", model(trunk, updater, 1e-2, 0, null)));
    all.put("adam decay", model(trunk, ADAM, 0, 0.1, null));
    all.put("nesterov decay", model(trunk, NESTEROV, 0, 0.1, null));
    all.put("nesterov norm", model(trunk, NESTEROV, 0, 0, NORM));
    all.put("adam norm", model(trunk, ADAM, 0, 0, NORM));
    all.put("rmsprop l2 norm", model(trunk, RMSPROP, 1e-2, 0, NORM));
    all.put("sgd value", model(trunk, SGD, 0, 0, VALUE));
    all.put("adam value", model(trunk, ADAM, 0, 0, VALUE));
    return all;
  }

  static ModelSpec model(
      String trunk, UpdaterSpec updater, double l2, double decay, @Nullable Clip clip) {
    return new ModelSpec(trunk, null, null, layers(trunk), updater, l2, decay, clip);
  }

  private static List<LayerSpec> layers(String trunk) {
    return trunk.equals("dropout")
        ? List.of(new Dense(24, Activation.TANH), new Dropout(0.5), new Dense(8, null))
        : Models.find(trunk).layers();
  }

  static TrainingPlan plan(ModelSpec model, int batchSize, EngineName engine) {
    return new TrainingPlan(
        model,
        OutputHead.SIGMOID,
        1,
        1,
        batchSize,
        new EngineOptions(engine, Kernels.AUTO, Convolution.AUTO, 1),
        11,
        12,
        13);
  }

  /** Labels that follow, with noise, from the first few values. */
  static Examples examples(int rows, long seed, int... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    float[][] values = new float[rows][width];
    int[] labels = new int[rows];
    float[] weights = new float[rows];
    for (int i = 0; i < rows; i++) {
      double sum = random.nextGaussian();
      for (int k = 0; k < width; k++) {
        double value = random.nextGaussian();
        values[i][k] = (float) value;
        sum += 2 * value / Math.sqrt(1 + k);
      }
      labels[i] = sum > 0 ? 1 : 0;
      weights[i] = (float) (0.5 + random.nextDouble());
    }
    return new Examples(new Rows(values, shape), labels, weights);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Rows(float[][] values, int[] shape) implements Features {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public void copyTo(int row, float[] target, int offset) {
      System.arraycopy(values[row], 0, target, offset, values[row].length);
    }
  }
}
