package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.engine.Batch;
import io.twinhead.head.OutputHead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BatchNormTest {
  private static final String UPDATER = "updater: {adam: {learning-rate: 0.01}}";
  private static final ModelSpec TABLES =
      TinyData.spec(
          "layers: [{batch-norm: {}}, {dense: {units: 6}}, {batch-norm: {momentum: 0.5}}]",
          UPDATER);
  private static final ModelSpec IMAGES =
      TinyData.spec(
          "layers: [{batch-norm: {}}, {conv: {filters: 3}}, {batch-norm: {epsilon: 0.01}},"
              + " {max-pool: {}}, {dense: {units: 5}}, {batch-norm: {}}]",
          UPDATER);

  @TempDir Path folder;

  static List<Arguments> tablesAndImagesWithBothHeads() {
    return TinyData.HEADS.stream()
        .flatMap(
            head ->
                List.of(
                    Arguments.of(TABLES, TinyData.ROW, head),
                    Arguments.of(IMAGES, TinyData.IMAGE, head))
                    .stream())
        .toList();
  }

  @Test
  void normalisesEachFeatureOfATableAndEachChannelOfAnImage() {
    assertThat(layer(TABLES, TinyData.ROW, 0).getNOut()).isEqualTo(7);
    assertThat(layer(TABLES, TinyData.ROW, 2).getNOut()).isEqualTo(6);
    assertThat(layer(IMAGES, TinyData.IMAGE, 0).getNOut()).isEqualTo(2);
    assertThat(layer(IMAGES, TinyData.IMAGE, 2).getNOut()).isEqualTo(3);
    assertThat(layer(IMAGES, TinyData.IMAGE, 5).getNOut()).isEqualTo(5);
  }

  @Test
  void givesDl4jItsSettings() {
    BatchNormalization usual = layer(IMAGES, TinyData.IMAGE, 0);
    assertThat(usual.getDecay()).isEqualTo(0.9);
    assertThat(usual.getEps()).isEqualTo(1e-5);
    assertThat(usual.getCnn2DFormat()).isEqualTo(CNN2DFormat.NHWC);
    assertThat(usual.isUseLogStd()).isFalse();
    assertThat(usual.getActivationFn()).isInstanceOf(ActivationIdentity.class);
    assertThat(layer(TABLES, TinyData.ROW, 2).getDecay()).isEqualTo(0.5);
    assertThat(layer(IMAGES, TinyData.IMAGE, 2).getEps()).isEqualTo(0.01);
  }

  @ParameterizedTest
  @MethodSource("tablesAndImagesWithBothHeads")
  void learns(ModelSpec spec, int[] shape, OutputHead head) {
    TinyData.Trained trained = TinyData.train(spec, head, shape, 20);
    assertThat(trained.lastLoss()).isLessThan(0.8 * trained.firstLoss());
  }

  /** The running mean of the input begins at 0. */
  @ParameterizedTest
  @MethodSource("tablesAndImagesWithBothHeads")
  void keepsMomentumTimesTheOldRunningValueHoweverGradientsAreClipped(
      ModelSpec spec, int[] shape, OutputHead head) {
    INDArray expected = batchMean(shape).mul(0.1 + 0.9 * 0.1);
    for (Clip clip : List.of(new Clip(null, 1e-3), new Clip(1e-3, null))) {
      MultiLayerNetwork network = TinyData.train(with(spec, 0, 0, clip), head, shape, 2).network();
      assertThat(network.getParam("0_mean").ravel().toDoubleVector())
          .usingComparatorWithPrecision(1e-5)
          .containsExactly(expected.toDoubleVector());
    }
  }

  /** After one step, before smaller weights of other layers have had an effect. */
  @ParameterizedTest
  @MethodSource("tablesAndImagesWithBothHeads")
  void isShrunkNeitherByL2NorByWeightDecay(ModelSpec spec, int[] shape, OutputHead head) {
    var plain = TinyData.train(with(spec, 0, 0, null), head, shape, 1).network().paramTable();
    for (ModelSpec shrunk : List.of(with(spec, 0.1, 0, null), with(spec, 0, 0.1, null))) {
      var parameters = TinyData.train(shrunk, head, shape, 1).network().paramTable();
      for (String name : List.of("0_gamma", "0_beta", "0_mean", "0_var")) {
        assertThat(parameters.get(name)).as(name).isEqualTo(plain.get(name));
      }
      String output = spec.layers().size() + "_W";
      assertThat(parameters.get(output)).isNotEqualTo(plain.get(output));
    }
  }

  @ParameterizedTest
  @MethodSource("tablesAndImagesWithBothHeads")
  void isRestoredByStockDl4jWithItsRunningValues(ModelSpec spec, int[] shape, OutputHead head)
      throws IOException {
    MultiLayerNetwork network = TinyData.train(spec, head, shape, 60).network();
    Path file = folder.resolve("model.zip");
    ModelFile.write(file, network, head, Map.of());
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
    INDArray input = features(shape);
    assertThat(restored.output(input)).isEqualTo(network.output(input));
    assertThat(restored.getParam("0_mean").ravel().toDoubleVector())
        .usingComparatorWithPrecision(0.02)
        .containsExactly(batchMean(shape).toDoubleVector());
  }

  /** By SGD, which does not hide the size of a gradient. */
  private static ModelSpec with(
      ModelSpec spec, double l2, double weightDecay, @Nullable Clip clip) {
    UpdaterSpec updater = new UpdaterSpec.Sgd(0.1);
    return new ModelSpec("test", null, null, spec.layers(), updater, l2, weightDecay, clip);
  }

  private static BatchNormalization layer(ModelSpec spec, int[] shape, int index) {
    return (BatchNormalization)
        Networks.create(spec, OutputHead.SIGMOID, shape, 1).getLayer(index).conf().getLayer();
  }

  private static INDArray features(int[] shape) {
    Batch batch = TinyData.batch(shape);
    INDArray rows = Nd4j.createFromArray(batch.features());
    return shape.length == 1
        ? rows.reshape(TinyData.ROWS, shape[0])
        : rows.reshape(TinyData.ROWS, shape[0], shape[1], shape[2]);
  }

  private static INDArray batchMean(int[] shape) {
    INDArray features = features(shape);
    return features.reshape('c', -1, shape[shape.length - 1]).mean(0);
  }
}
