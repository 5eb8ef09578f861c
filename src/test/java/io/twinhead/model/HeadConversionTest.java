package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadConversion.Convention;
import io.twinhead.model.UpdaterSpec.Adam;
import io.twinhead.model.UpdaterSpec.Nesterov;
import io.twinhead.model.UpdaterSpec.RmsProp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class HeadConversionTest {
  private static final int[] SHAPE = {2};
  private static final UpdaterSpec ADAM = new Adam(0.01, null, null, null);

  private final MultiLayerNetwork unit = unit(ADAM);
  private final MultiLayerNetwork pair = pair(ADAM);

  @ParameterizedTest
  @EnumSource(Convention.class)
  void keepsTheTrunkBitForBit(Convention convention) {
    convert(unit, pair, convention);
    for (String name : List.of("0_W", "0_b")) {
      assertThat(pair.getParam(name)).as(name).isEqualTo(unit.getParam(name));
    }
  }

  @Test
  void splitsIntoZeroAndAll() {
    convert(unit, pair, Convention.ZERO);
    assertHead(pair, new double[] {0, 0, 1, -3}, new double[] {0, 0.5});
  }

  @Test
  void splitsIntoHalves() {
    convert(unit, pair, Convention.ANTISYMMETRIC);
    assertHead(pair, new double[] {-0.5, 1.5, 0.5, -1.5}, new double[] {-0.25, 0.25});
  }

  @Test
  void mergesIntoTheDifference() {
    convert(pair, unit, Convention.ZERO);
    assertHead(unit, new double[] {3, 5}, new double[] {-1});
  }

  @ParameterizedTest
  @EnumSource(Convention.class)
  void givesTheSameProbabilitiesAndComesBack(Convention convention) {
    INDArray rows = Nd4j.rand(DataType.FLOAT, 20, 2);
    INDArray before = unit.output(rows).dup();
    convert(unit, pair, convention);
    INDArray positive = pair.output(rows).getColumn(1, true);
    assertThat(positive.sub(before).amaxNumber().doubleValue()).isCloseTo(0, within(1e-6));
    MultiLayerNetwork again = unit(ADAM);
    convert(pair, again, convention);
    assertThat(again.params()).isEqualTo(unit.params());
  }

  @Test
  void splitsAndMergesAdamsMeans() {
    fillState(unit, "M", 1);
    fillState(unit, "V", 100);
    convert(unit, pair, Convention.ZERO);
    assertThat(headState(pair, "M")).containsExactly(-7, -8, 7, 8, -9, 9);
    assertThat(headState(pair, "V")).containsExactly(106, 107, 106, 107, 108, 108);
    MultiLayerNetwork again = unit(ADAM);
    convert(pair, again, Convention.ZERO);
    assertThat(headState(again, "M")).containsExactly(7, 8, 9);
    assertThat(headState(again, "V")).containsExactly(106, 107, 108);
  }

  /** The pair's learning rate is half the unit's. */
  @Test
  void scalesVelocitiesWithTheLearningRate() {
    MultiLayerNetwork from = unit(new Nesterov(0.1, null));
    MultiLayerNetwork to = pair(new Nesterov(0.1, null));
    fillState(from, "V", 1);
    convert(from, to, Convention.ZERO);
    assertThat(headState(to, "V")).containsExactly(-3.5, -4, 3.5, 4, -4.5, 4.5);
    MultiLayerNetwork again = unit(new Nesterov(0.1, null));
    convert(to, again, Convention.ZERO);
    assertThat(headState(again, "V")).containsExactly(7, 8, 9);
  }

  @Test
  void copiesTheTrunksStateAndTheStepCount() {
    MultiLayerNetwork from = unit(new RmsProp(0.1, null, null));
    MultiLayerNetwork to = pair(new RmsProp(0.1, null, null));
    fillState(from, "G", 1);
    from.setIterationCount(17);
    from.setEpochCount(3);
    convert(from, to, Convention.ANTISYMMETRIC);
    assertThat(state(to, "G")).startsWith(1, 2, 3, 4, 5, 6);
    assertThat(headState(to, "G")).containsExactly(7, 8, 7, 8, 9, 9);
    assertThat(to.getIterationCount()).isEqualTo(17);
    assertThat(to.getEpochCount()).isEqualTo(3);
  }

  @Test
  void copiesAHeadOfTheSameKind() {
    MultiLayerNetwork copy = unit(ADAM);
    unit.params().addi(1);
    fillState(unit, "M", 1);
    HeadConversion.convert(unit, OutputHead.SIGMOID, copy, OutputHead.SIGMOID, Convention.ZERO);
    assertThat(copy.params()).isEqualTo(unit.params());
    assertThat(state(copy, "M")).isEqualTo(state(unit, "M"));
  }

  @Test
  void refusesAnotherTrunk() {
    MultiLayerNetwork wider =
        Networks.create(model(ADAM, new Dense(2, null)), OutputHead.SOFTMAX, SHAPE, 1);
    assertThatThrownBy(() -> convert(unit, wider, Convention.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "9 parameters, 6 of them in the trunk, do not become 18, 12 of them in the trunk");
  }

  @Test
  void refusesAnotherUpdater() {
    assertThatThrownBy(() -> convert(unit, pair(new Nesterov(0.1, null)), Convention.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Adam");
  }

  @Test
  void refusesMoreThanTwoClasses() {
    OutputHead three = OutputHead.softmax(3);
    MultiLayerNetwork network = Networks.create(model(ADAM), three, SHAPE, 1);
    assertThatThrownBy(
            () -> HeadConversion.convert(unit, OutputHead.SIGMOID, network, three, Convention.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("3 softmax units");
  }

  private static void convert(MultiLayerNetwork from, MultiLayerNetwork to, Convention c) {
    HeadConversion.convert(from, head(from), to, head(to), c);
  }

  private static OutputHead head(MultiLayerNetwork network) {
    return network.getOutputLayer().numParams() == 3 ? OutputHead.SIGMOID : OutputHead.SOFTMAX;
  }

  private static void assertHead(MultiLayerNetwork network, double[] weights, double[] biases) {
    assertThat(network.getParam("1_W").dup('f').data().asDouble()).containsExactly(weights);
    assertThat(network.getParam("1_b").dup().data().asDouble()).containsExactly(biases);
  }

  private static MultiLayerNetwork unit(UpdaterSpec updater) {
    MultiLayerNetwork network = Networks.create(model(updater), OutputHead.SIGMOID, SHAPE, 1);
    setHead(network, 1, -3, 0.5);
    return network;
  }

  private static MultiLayerNetwork pair(UpdaterSpec updater) {
    MultiLayerNetwork network =
        Networks.create(
            model(updater),
            OutputHead.SOFTMAX,
            SHAPE,
            2,
            HeadTuning.MATCHED_SOFTMAX,
            DataType.FLOAT);
    setHead(network, -1, 2, 2, 7, 0.75, -0.25);
    return network;
  }

  /** Six parameters in the trunk. */
  private static ModelSpec model(UpdaterSpec updater, LayerSpec... further) {
    List<LayerSpec> layers = new ArrayList<>(List.of(new Dense(2, null)));
    layers.addAll(List.of(further));
    return new ModelSpec("test", null, null, layers, updater, null, null, null);
  }

  /** Unit by unit, then the biases. */
  private static void setHead(MultiLayerNetwork network, double... values) {
    INDArray all = network.params().reshape(network.numParams());
    for (int i = 0; i < values.length; i++) {
      all.putScalar(all.length() - values.length + i, values[i]);
    }
  }

  /** Gives the state of the parameters the values from {@code start} on. */
  private static void fillState(MultiLayerNetwork network, String name, int start) {
    for (UpdaterBlock block : blocks(network)) {
      INDArray state = state(block, name);
      double[] values =
          IntStream.range(block.getParamOffsetStart(), block.getParamOffsetEnd())
              .mapToDouble(i -> start + i)
              .toArray();
      state.assign(Nd4j.createFromArray(values).reshape(state.shape()));
    }
  }

  private static double[] state(MultiLayerNetwork network, String name) {
    return blocks(network).stream()
        .map(block -> state(block, name).dup().data().asDouble())
        .flatMapToDouble(DoubleStream::of)
        .toArray();
  }

  private static INDArray state(UpdaterBlock block, String name) {
    Map<String, INDArray> states = block.getGradientUpdater().getState();
    return Objects.requireNonNull(states.get(name));
  }

  private static double[] headState(MultiLayerNetwork network, String name) {
    double[] all = state(network, name);
    int head = (int) network.getOutputLayer().numParams();
    return Arrays.copyOfRange(all, all.length - head, all.length);
  }

  private static List<UpdaterBlock> blocks(MultiLayerNetwork network) {
    return ((MultiLayerUpdater) network.getUpdater()).getUpdaterBlocks();
  }
}
