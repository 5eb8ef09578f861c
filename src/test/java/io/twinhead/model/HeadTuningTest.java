package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.head.OutputHead;
import io.twinhead.model.UpdaterSpec.Adam;
import io.twinhead.model.UpdaterSpec.Nesterov;
import io.twinhead.model.UpdaterSpec.RmsProp;
import io.twinhead.model.UpdaterSpec.Sgd;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

class HeadTuningTest {
  private static final int[] SHAPE = {3};
  private static final UpdaterSpec ADAM = new Adam(0.01, null, null, null);
  private static final HeadTuning TUNING = new HeadTuning(0.5, 2, 3, 4);

  @Test
  void changesTheOutputLayerOnly() {
    MultiLayerNetwork network = tuned(model(ADAM, 0.1, 0, new Clip(1.5, null)));
    BaseLayer trunk = layer(network, 0);
    BaseLayer head = layer(network, 1);
    assertThat(trunk.getIUpdater().getLearningRate(0, 0)).isEqualTo(0.01);
    assertThat(head.getIUpdater().getLearningRate(0, 0)).isEqualTo(0.005);
    assertThat(l2(trunk)).isEqualTo(0.1);
    assertThat(l2(head)).isEqualTo(0.2);
    assertThat(trunk.getGradientNormalizationThreshold()).isEqualTo(1.5);
    assertThat(head.getGradientNormalizationThreshold()).isEqualTo(6);
    assertThat(head.getGradientNormalization()).isEqualTo(trunk.getGradientNormalization());
  }

  @Test
  void changesTheDecay() {
    MultiLayerNetwork network = tuned(model(ADAM, 0, 0.1, null));
    assertThat(decay(layer(network, 0))).isEqualTo(0.1);
    assertThat(decay(layer(network, 1))).isEqualTo(0.1 * 3);
  }

  @Test
  void leavesLimitsOnSingleComponents() {
    MultiLayerNetwork network = tuned(model(ADAM, 0, 0, new Clip(null, 0.7)));
    assertThat(layer(network, 1).getGradientNormalizationThreshold()).isEqualTo(0.7);
  }

  @Test
  void drawsTheTrunkAsWithoutTuning() {
    ModelSpec spec = model(ADAM, 0, 0, null);
    MultiLayerNetwork plain = Networks.create(spec, OutputHead.SIGMOID, SHAPE, 1);
    assertThat(tuned(spec).getParam("0_W")).isEqualTo(plain.getParam("0_W"));
  }

  @Test
  void makesNetworksInDouble() {
    MultiLayerNetwork network =
        Networks.create(
            model(ADAM, 0, 0, null),
            OutputHead.SIGMOID,
            SHAPE,
            1,
            HeadTuning.NONE,
            DataType.DOUBLE);
    assertThat(network.params().dataType()).isEqualTo(DataType.DOUBLE);
  }

  @Test
  void onlyPenaltiesThroughAdaptiveUpdatersCannotBeExplained() {
    for (UpdaterSpec updater : List.of(ADAM, new RmsProp(0.1, null, null))) {
      assertThat(HeadTuning.obstacleToExplaining(model(updater, 0.1, 0, null))).isPresent();
      assertThat(HeadTuning.obstacleToExplaining(model(updater, 0, 0.1, null))).isEmpty();
    }
    for (UpdaterSpec updater : List.of(new Sgd(0.1), new Nesterov(0.1, null))) {
      assertThat(HeadTuning.obstacleToExplaining(model(updater, 0.1, 0, null))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1, 1", "1, -1, 1, 1", "1, 1, NaN, 1", "1, 1, 1, 0"})
  void refusesFactorsThatMakeNoSettings(double rate, double l2, double decay, double clip) {
    assertThatThrownBy(() -> new HeadTuning(rate, l2, decay, clip))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("factor");
  }

  /**
   * Glorot's variance is 2 / (f + 1) for one unit on f inputs and 2 / (f + 2) for each of two,
   * whose difference has twice that: 2 (f + 1) / (f + 2) times the unit's.
   */
  @ParameterizedTest
  @CsvSource({"3, 600", "50, 80", "1000, 10"})
  void naiveSoftmaxStartsWithAboutTwiceTheVariance(int inputs, int networks) {
    ModelSpec spec = new ModelSpec("test", null, null, List.of(), ADAM, null, null, null);
    double[] ones = new double[inputs * networks];
    double[] differences = new double[inputs * networks];
    for (int n = 0; n < networks; n++) {
      int[] shape = {inputs};
      INDArray one = Networks.create(spec, OutputHead.SIGMOID, shape, n + 1).getParam("0_W");
      INDArray two = Networks.create(spec, OutputHead.SOFTMAX, shape, n + 1).getParam("0_W");
      for (int i = 0; i < inputs; i++) {
        ones[n * inputs + i] = one.getDouble(i, 0);
        differences[n * inputs + i] = two.getDouble(i, 1) - two.getDouble(i, 0);
      }
    }
    Variance variance = new Variance();
    double factor = 2 * (inputs + 1.0) / (inputs + 2);
    double standardError = Math.sqrt((0.8 + 1.4) / ones.length); // kurtosis 1.8 and 2.4
    assertThat(variance.evaluate(differences) / variance.evaluate(ones) / factor)
        .isCloseTo(1, within(3 * standardError));
  }

  private static MultiLayerNetwork tuned(ModelSpec spec) {
    return Networks.create(spec, OutputHead.SIGMOID, SHAPE, 1, TUNING, DataType.FLOAT);
  }

  private static ModelSpec model(
      UpdaterSpec updater, double l2, double decay, @Nullable Clip clip) {
    return new ModelSpec("test", null, null, List.of(new Dense(4, null)), updater, l2, decay, clip);
  }

  private static BaseLayer layer(MultiLayerNetwork network, int index) {
    return (BaseLayer) network.getLayer(index).conf().getLayer();
  }

  private static double l2(BaseLayer layer) {
    return ((L2Regularization) layer.getRegularization().get(0)).getL2().valueAt(0, 0);
  }

  private static double decay(BaseLayer layer) {
    return ((WeightDecay) layer.getRegularization().get(0)).getCoeff().valueAt(0, 0);
  }
}
