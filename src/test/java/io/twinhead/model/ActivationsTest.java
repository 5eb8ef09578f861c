package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.engine.Batch;
import io.twinhead.engine.Engine;
import io.twinhead.engine.EngineOptions;
import io.twinhead.engine.Engines;
import io.twinhead.engine.ReferenceEngine;
import io.twinhead.head.OutputHead;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.slf4j.LoggerFactory;

class ActivationsTest {
  private static final Set<Activation> COMPILED =
      Set.of(
          Activation.RELU,
          Activation.LEAKYRELU,
          Activation.ELU,
          Activation.TANH,
          Activation.SIGMOID,
          Activation.SOFTPLUS,
          Activation.IDENTITY);

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
    logger.setAdditive(true);
    logger.detachAppender(log);
  }

  static Stream<Activation> others() {
    return Arrays.stream(Activation.values()).filter(one -> !COMPILED.contains(one));
  }

  @ParameterizedTest
  @CsvSource({
    "relu, RELU",
    "leaky-relu, LEAKYRELU",
    "leakyrelu, LEAKYRELU",
    "LEAKYRELU, LEAKYRELU",
    "leaky_relu, LEAKYRELU",
    "elu, ELU",
    "tanh, TANH",
    "sigmoid, SIGMOID",
    "softplus, SOFTPLUS",
    "identity, IDENTITY",
    "hard-sigmoid, HARDSIGMOID",
    "relu6, RELU6",
  })
  void areReadInKebabCaseAndInDl4jsSpelling(String name, Activation expected) {
    ModelSpec spec = spec(name);
    assertThat(((Conv) spec.layers().get(0)).activation()).isEqualTo(expected);
    assertThat(((Dense) spec.layers().get(1)).activation()).isEqualTo(expected);
    assertThat(Yaml.parse("again", Yaml.write(spec), ModelSpec.class)).isEqualTo(spec);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "leaky-relu", "elu", "tanh", "sigmoid", "softplus", "identity"})
  void learnInTheCompiledEngine(String name) {
    for (OutputHead head : TinyData.HEADS) {
      TinyData.Trained trained = TinyData.train(spec(name), head, TinyData.IMAGE, 20);
      assertThat(trained.lastLoss()).isLessThan(trained.firstLoss());
    }
  }

  @ParameterizedTest
  @MethodSource("others")
  void thatPlansDoNotKnowTrainInTheReferenceEngine(Activation activation) {
    ModelSpec spec = spec(activation.name());
    OutputHead head = OutputHead.SOFTMAX;
    MultiLayerNetwork network = Networks.create(spec, head, TinyData.IMAGE, 3);
    Batch batch = TinyData.batch(TinyData.IMAGE);
    try (Engine engine = Engines.create(network, head, TinyData.IMAGE, 7, EngineOptions.DEFAULT)) {
      assertThat(engine).isInstanceOf(ReferenceEngine.class);
      double first = engine.step(batch);
      double last = first;
      for (int i = 1; i < 20; i++) {
        last = engine.step(batch);
      }
      assertThat(last).isLessThan(first);
    }
    assertThat(log.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage, STRING)
        .contains("its activation is " + activation.name().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv: {filters: 2", "dense: {units: 2"})
  void namesThemAllWhereOneIsMisspelt(String layer) {
    assertThatThrownBy(
            () ->
                TinyData.spec(
                    "updater: {sgd: {learning-rate: 0.1}}",
                    "layers: [{" + layer + ", activation: rellu}}]"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "test.yaml:3:10: activation = rellu: must be one of relu, leaky-relu, elu, tanh,"
                + " sigmoid, softplus, identity, or, trained by the slower reference engine, of ")
        .message()
        .contains(others().map(one -> one.name().toLowerCase(Locale.ROOT)).toList());
  }

  private static ModelSpec spec(String activation) {
    return TinyData.spec(
        "layers: [{conv: {filters: 3, activation: %1$s}}, {dense: {units: 5, activation: %1$s}}]"
            .formatted(activation),
        "updater: {adam: {learning-rate: 0.001}}");
  }
}
