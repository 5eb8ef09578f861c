package io.twinhead.engine;

import static io.twinhead.engine.TestNetwork.conv;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.relu;
import static io.twinhead.engine.TestNetwork.with;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.twinhead.head.OutputHead;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.slf4j.LoggerFactory;

/**
 * What plans do not know is left to DL4J, and said once in a process: no two of these tests, and no
 * others, make the same line.
 */
class FallbackTest {
  private static final OutputHead HEAD = OutputHead.SIGMOID;

  private final Logger logger = (Logger) LoggerFactory.getLogger(Engines.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setAdditive(true);
  }

  static List<Arguments> networksAndReasons() {
    return List.of(
        image("layer 0 (ConvolutionLayer)", "dilated", dilated()),
        image("layer 1 (SubsamplingLayer)", "PNORM", conv(2), pNorm()),
        image("layer 1 (SubsamplingLayer)", "count padding", conv(2), meanOfPadding()),
        image("layer 1 (LocalResponseNormalization)", "kind of layer", conv(2), normalization()),
        image("layer 1 (GlobalPoolingLayer)", "kind of layer", conv(2), globalPooling()),
        row("layer 1 (DenseLayer)", "cube", dense(4, relu()), cube()),
        row("layer 0 (DenseLayer)", "leakyrelu", dense(4, new ActivationLReLU(-1))), // |x|
        row("layer 0 (DenseLayer)", "no bias", withoutBias()),
        row("layer 0 (DenseLayer)", "normalisation", layerNorm()),
        row("layer 0 (DropoutLayer)", "GaussianNoise", new DropoutLayer(new GaussianNoise(1))),
        trained("layer0 W", "L1", with(new Sgd(0.1)).l1(0.01)),
        trained("layer0 b", "L1", with(new Sgd(0.1)).l1Bias(0.01)),
        trained("layer 0", "weight noise", with(new Sgd(0.1)).weightNoise(new DropConnect(0.5))),
        trained("layer 0", "constraints", constrained()),
        trained("layer 0", "Renormalize", renormalised()),
        trained("layer 0", "not divided by the batch size", with(new Sgd(0.1)).miniBatch(false)),
        trained("updater", "AdaGrad", with(new AdaGrad(0.1))),
        trained("updater", "momentum", with(changingMomentum())));
  }

  private static Arguments image(String where, String why, Layer... layers) {
    return Arguments.of(where, why, new TestNetwork(why, TestNetwork.IMAGE, layers));
  }

  private static Arguments row(String where, String why, Layer... layers) {
    return Arguments.of(where, why, new TestNetwork(why, TestNetwork.ROW, layers));
  }

  private static Arguments trained(
      String where, String why, NeuralNetConfiguration.Builder settings) {
    return Arguments.of(
        where, why, new TestNetwork(why, TestNetwork.ROW, settings, dense(4, relu())));
  }

  @ParameterizedTest
  @MethodSource("networksAndReasons")
  void isLeftToDl4jWithOneLineInTheLog(String where, String why, TestNetwork test) {
    assertIsLeftToDl4j(where, why, test, test.create(HEAD));
  }

  @Test
  void imagesWithChannelsFirstAreLeftToDl4j() {
    TestNetwork test = new TestNetwork("", TestNetwork.IMAGE);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            with(new Sgd(0.1))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(2).build())
                .layer(
                    new OutputLayer.Builder(HEAD.loss())
                        .nOut(1)
                        .activation(HEAD.activation())
                        .build())
                .setInputType(InputType.convolutional(13, 11, 3, CNN2DFormat.NCHW))
                .build());
    network.init();
    assertIsLeftToDl4j("layer 0 (ConvolutionLayer)", "NCHW", test, network);
  }

  private void assertIsLeftToDl4j(
      String where, String why, TestNetwork test, MultiLayerNetwork network) {
    for (int time = 0; time < 2; time++) {
      try (Engine engine = create(network, test, EngineOptions.DEFAULT)) {
        assertThat(engine).isInstanceOf(ReferenceEngine.class);
      }
      assertThat(log.list).hasSize(1);
    }
    ILoggingEvent line = log.list.get(0);
    assertThat(line.getLevel()).isEqualTo(Level.WARN);
    assertThat(line.getFormattedMessage()).contains(where, why).doesNotContain("\n");
  }

  @Test
  void theReferenceEngineIsChosenSilentlyWhenAskedFor() {
    TestNetwork test = new TestNetwork("", TestNetwork.ROW, cube());
    try (Engine engine = create(test.create(HEAD), test, EngineOptions.REFERENCE)) {
      assertThat(engine).isInstanceOf(ReferenceEngine.class);
    }
    assertThat(log.list).isEmpty();
  }

  /** A refused network must be as it was: it is trained by another engine next. */
  @Test
  void trainsWhatWasRefused() {
    TestNetwork test = new TestNetwork("", TestNetwork.ROW, with(new AdaDelta()), dense(4, relu()));
    MultiLayerNetwork network = test.create(HEAD);
    MultiLayerNetwork stock = network.clone();
    Batch batch = TestBatches.random(TestNetwork.ROW, HEAD, 5, 1);
    try (Engine engine = create(network, test, EngineOptions.DEFAULT);
        Engine reference = TestEngines.reference(stock, HEAD, test.shape())) {
      assertThat(engine.step(batch)).isEqualTo(reference.step(batch));
    }
    assertThat(network.params()).isEqualTo(stock.params());
  }

  private static Engine create(MultiLayerNetwork network, TestNetwork test, EngineOptions options) {
    return Engines.create(network, HEAD, test.shape(), TestEngines.SEED, options);
  }

  private static Layer dilated() {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(2)
        .dilation(2, 2)
        .dataFormat(CNN2DFormat.NHWC)
        .build();
  }

  private static Layer pNorm() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.PNORM)
        .kernelSize(2, 2)
        .pnorm(2)
        .dataFormat(CNN2DFormat.NHWC)
        .build();
  }

  private static Layer meanOfPadding() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
        .kernelSize(3, 3)
        .padding(1, 1)
        .avgPoolIncludePadInDivisor(true)
        .dataFormat(CNN2DFormat.NHWC)
        .build();
  }

  private static Layer normalization() {
    return new LocalResponseNormalization.Builder().build();
  }

  private static Layer globalPooling() {
    return new GlobalPoolingLayer.Builder(PoolingType.MAX).build();
  }

  private static Layer cube() {
    return dense(4, Activation.CUBE.getActivationFunction());
  }

  private static Layer withoutBias() {
    return new DenseLayer.Builder().nOut(4).hasBias(false).build();
  }

  private static Layer layerNorm() {
    return new DenseLayer.Builder().nOut(4).hasLayerNorm(true).build();
  }

  private static NeuralNetConfiguration.Builder constrained() {
    return with(new Sgd(0.1)).constrainWeights(new MaxNormConstraint(1, 0));
  }

  private static NeuralNetConfiguration.Builder renormalised() {
    return with(new Sgd(0.1)).gradientNormalization(GradientNormalization.RenormalizeL2PerLayer);
  }

  private static Nesterovs changingMomentum() {
    return Nesterovs.builder()
        .learningRate(0.1)
        .momentumISchedule(new StepSchedule(ScheduleType.ITERATION, 0.9, 0.5, 2))
        .build();
  }
}
