package io.twinhead.engine;

import static io.twinhead.engine.TestEngines.difference;
import static io.twinhead.engine.TestEngines.norm;
import static io.twinhead.engine.TestNetwork.batchNorm;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.head.OutputHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Updates against those of DL4J's updater, of the same parameters by the same gradients. */
class UpdatesTest {
  private static final int[] SHAPE = {7};
  private static final int STEPS = 6;

  /** So large that clipping acts on every layer. */
  private static final double GRADIENT = 0.3;

  private static final double LIMIT = 0.2;

  static List<TestNetwork> networks() {
    List<TestNetwork> networks = new ArrayList<>();
    updaters()
        .forEach(
            (updaterName, updater) ->
                variants()
                    .forEach(
                        (name, variant) ->
                            networks.add(
                                network(
                                    updaterName + ", " + name,
                                    variant.apply(TestNetwork.with(updater))))));
    networks.add(network("no updater", TestNetwork.with(new NoOp()).weightDecay(0.01, true)));
    networks.add(mixed());
    return networks;
  }

  private static Map<String, IUpdater> updaters() {
    ISchedule steps = new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 2);
    ISchedule epochs = new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 1);
    ISchedule falling = new ExponentialSchedule(ScheduleType.ITERATION, 0.01, 0.8);
    ISchedule warming =
        new MapSchedule.Builder(ScheduleType.ITERATION).add(0, 0.0).add(2, 0.1).build();
    Map<String, IUpdater> updaters = new LinkedHashMap<>();
    updaters.put("sgd", new Sgd(0.1));
    updaters.put("sgd by steps", new Sgd(steps));
    updaters.put("sgd by epochs", new Sgd(epochs));
    updaters.put("sgd from nothing", new Sgd(warming));
    updaters.put("nesterov", new Nesterovs(0.1, 0.9));
    updaters.put("nesterov by steps", new Nesterovs(steps, 0.8));
    updaters.put("rmsprop", new RmsProp(0.01, 0.9, 1e-7));
    updaters.put("rmsprop falling", RmsProp.builder().learningRateSchedule(falling).build());
    updaters.put("adam", new Adam(0.01));
    updaters.put("adam falling", Adam.builder().learningRateSchedule(falling).beta1(0.8).build());
    return updaters;
  }

  private static Map<String, UnaryOperator<NeuralNetConfiguration.Builder>> variants() {
    Map<String, UnaryOperator<NeuralNetConfiguration.Builder>> variants = new LinkedHashMap<>();
    variants.put("plain", settings -> settings);
    variants.put("l2", settings -> settings.l2(0.05).l2Bias(0.02));
    variants.put("decay", settings -> settings.weightDecay(0.05, true));
    variants.put("decay of its own rate", settings -> settings.weightDecay(0.01, false));
    for (GradientNormalization clipping :
        List.of(
            GradientNormalization.ClipElementWiseAbsoluteValue,
            GradientNormalization.ClipL2PerLayer,
            GradientNormalization.ClipL2PerParamType)) {
      variants.put(
          clipping.name(),
          settings ->
              settings.gradientNormalization(clipping).gradientNormalizationThreshold(LIMIT));
    }
    variants.put(
        "l2, decay and clipping",
        settings ->
            settings
                .l2(0.05)
                .weightDecayBias(0.02, true)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(LIMIT));
    return variants;
  }

  private static TestNetwork network(String name, NeuralNetConfiguration.Builder settings) {
    Layer[] layers = {dense(12, tanh()), batchNorm(), dense(9, tanh())};
    return new TestNetwork(name, SHAPE, settings, layers);
  }

  private static TestNetwork mixed() {
    return new TestNetwork(
        "another updater for each",
        SHAPE,
        TestNetwork.with(new Sgd(0.1)),
        new DenseLayer.Builder().nOut(8).updater(new Adam(0.01)).biasUpdater(new Sgd(1)).build(),
        batchNorm(),
        new DenseLayer.Builder()
            .nOut(6)
            .updater(new RmsProp(0.01, 0.9, 1e-7))
            .weightDecay(0.1)
            .gradientNormalization(GradientNormalization.ClipL2PerLayer)
            .gradientNormalizationThreshold(LIMIT)
            .build(),
        new DenseLayer.Builder().nOut(5).updater(new Nesterovs(0.1, 0.5)).l2(0.1).build());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void areThoseOfDl4j(TestNetwork test) {
    compare(test.create(OutputHead.SIGMOID), 1, Device.CPU);
  }

  /** By the operations that run on CUDA. */
  @ParameterizedTest
  @MethodSource("networks")
  void areThoseOfDl4jWithoutTheHostsHelp(TestNetwork test) {
    compare(test.create(OutputHead.SIGMOID), 1, Device.CUDA);
  }

  @Test
  void areThoseOfDl4jInDoublePrecision() {
    compare(mixed().create(OutputHead.SIGMOID, DataType.DOUBLE), 1, Device.CPU);
  }

  /** Enough parameters for each of two threads, cut in the middle of a matrix. */
  @Test
  void areThoseOfDl4jInTwoThreads() {
    for (IUpdater updater : updaters().values()) {
      compare(
          new TestNetwork(
                  "large",
                  new int[] {300},
                  TestNetwork.with(updater).weightDecay(0.01).l2Bias(0.01),
                  dense(500, tanh()),
                  dense(20, tanh()))
              .create(OutputHead.SOFTMAX),
          2,
          Device.CPU);
    }
  }

  private static void compare(MultiLayerNetwork network, int threads, Device device) {
    MultiLayerNetwork stock = network.clone();
    network.initGradientsView();
    StockUpdate stockUpdate = new StockUpdate(stock);
    INDArray before = stock.params().dup();
    Random random = new Random(3);
    try (Crew crew = new Crew(threads);
        Updates updates = new Updates(network, threads, device)) {
      for (int i = 0; i < STEPS; i++) {
        INDArray gradients = gradients(random, network.params());
        stock.getFlattenedGradients().assign(gradients);
        network.getFlattenedGradients().assign(gradients);
        stock.setEpochCount(i / 3);
        network.setEpochCount(i / 3);
        stockUpdate.run();
        updates.run(crew, Runner.PLAIN);
        requireSame(network, stock);
      }
    }
    assertThat(difference(stock.params(), before)).isGreaterThan(1e-3);
  }

  private static void requireSame(MultiLayerNetwork network, MultiLayerNetwork stock) {
    INDArray step = stock.getFlattenedGradients();
    assertThat(norm(network.getFlattenedGradients().sub(step)))
        .isLessThanOrEqualTo(1e-6 * norm(step));
    assertThat(difference(network.params(), stock.params())).isLessThan(1e-7);
    assertThat(network.getIterationCount()).isEqualTo(stock.getIterationCount());
    INDArray state = stock.getUpdater().getStateViewArray();
    if (state == null) {
      assertThat(network.getUpdater().getStateViewArray()).isNull();
    } else {
      assertThat(difference(network.getUpdater().getStateViewArray(), state)).isLessThan(1e-6);
    }
  }

  private static INDArray gradients(Random random, INDArray like) {
    double[] values = random.doubles(like.length(), -GRADIENT, GRADIENT).toArray();
    return Nd4j.createFromArray(values).castTo(like.dataType()).reshape(like.shape());
  }
}
