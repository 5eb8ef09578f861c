package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.Schedule;
import io.twinhead.config.TrainingConfig;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.dataset.Examples;
import io.twinhead.engine.EngineOptions;
import io.twinhead.head.OutputHead;
import io.twinhead.model.Clip;
import io.twinhead.model.Dense;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.UpdaterSpec;
import io.twinhead.model.UpdaterSpec.Adam;
import io.twinhead.model.UpdaterSpec.Nesterov;
import io.twinhead.model.UpdaterSpec.RmsProp;
import io.twinhead.model.UpdaterSpec.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** What a schedule scales is what updates use, in each engine, and nothing that is kept. */
class LearningRateTest {
  private static final double FACTOR = 0.3;
  private static final Examples EXAMPLES = Clouds.of(50, 1, 0.5);

  static List<Arguments> updates() {
    List<Arguments> all = new ArrayList<>();
    for (UpdaterSpec updater :
        List.of(
            new Sgd(0.1),
            new Nesterov(0.05, null),
            new RmsProp(0.01, null, null),
            new Adam(0.01, null, null, null))) {
      for (EngineName engine : EngineName.values()) {
        all.add(Arguments.of(engine, model(8, updater, 0, 0)));
        all.add(Arguments.of(engine, model(8, updater, 0.02, 0)));
        all.add(Arguments.of(engine, model(8, updater, 0, 0.2)));
      }
      all.add(Arguments.of(EngineName.COMPILED, model(400, updater, 0, 0.2))); // two threads' work
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("updates")
  void scaledByAFactorIsThatOfAnotherModel(EngineName engine, ModelSpec model) {
    ModelSpec slower = model.withLearningRate(model.updater().learningRate() * FACTOR);
    try (Stepper scaled = Stepper.of(plan(engine, model), EXAMPLES);
        Stepper built = Stepper.of(plan(engine, slower), EXAMPLES);
        Stepper unscaled = Stepper.of(plan(engine, model), EXAMPLES)) {
      for (int step = 0; step < 6; step++) {
        scaled.step(FACTOR);
        built.step(1);
        unscaled.step(1);
      }
      assertThat(scaled.parameters())
          .isEqualTo(built.parameters())
          .isNotEqualTo(unscaled.parameters());
    }
  }

  /** Not with Adam: ND4J's takes epsilon for a learning rate of 0. */
  @ParameterizedTest
  @EnumSource(EngineName.class)
  void scalesEachStepByItself(EngineName engine) {
    ModelSpec model = model(8, new Sgd(0.01), 0, 0.1);
    try (Stepper stepper = Stepper.of(plan(engine, model), EXAMPLES)) {
      stepper.step(1);
      double[] before = stepper.parameters();
      stepper.step(0);
      assertThat(stepper.parameters()).isEqualTo(before);
      stepper.step(1);
      assertThat(stepper.parameters()).isNotEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(EngineName.class)
  void isTheModelsOwnAgainWhenTrainingHasEnded(EngineName engine) {
    ModelSpec model = model(8, new Adam(0.01, null, null, null), 0, 0.1);
    TrainingPlan plan =
        TrainingPlan.of(model, OutputHead.SOFTMAX, settings(engine, "step,every=1"), 1, "");
    try (Trained trained = Trainer.train(plan, EXAMPLES, EXAMPLES, new TrainingListener() {})) {
      assertThat(trained.history())
          .extracting(epoch -> epoch.metrics().get("learning_rate"))
          .containsExactly(0.01, 0.01 * 0.1, 0.01 * Math.pow(0.1, 2));
      MultiLayerNetwork network = trained.engine().network();
      for (Layer layer : network.getLayers()) {
        assertThat(layer.getConfig().getUpdaterByParam("W").getLearningRate(0, 0)).isEqualTo(0.01);
      }
    }
  }

  @Test
  void followsThePlanStepByStep() {
    ModelSpec model = model(8, new Nesterov(0.05, null), 0, 0).with(new Clip(0.1, null));
    TrainingPlan plan =
        TrainingPlan.of(model, OutputHead.SIGMOID, settings(EngineName.COMPILED, "cosine"), 1, "");
    try (Stepper stepper = Stepper.of(plan, EXAMPLES);
        Stepper byHand = Stepper.of(plan, EXAMPLES)) {
      for (int step = 0; step < 12; step++) {
        stepper.step();
        byHand.step((1 + Math.cos(Math.PI * step / 12)) / 2);
      }
      assertThat(stepper.parameters())
          .usingComparatorWithPrecision(1e-6)
          .containsExactly(byHand.parameters());
      double[] before = stepper.parameters();
      stepper.step(); // the cosine has come to 0, but for momentum
      assertThat(stepper.parameters()).isNotEqualTo(before);
    }
  }

  private static TrainingConfig settings(EngineName engine, String schedule) {
    return TrainingConfig.of(new Said(16, engine, Schedule.parse(schedule)))
        .orElse(TrainingConfig.defaults(3, 3, 1));
  }

  private record Said(Integer batchSize, EngineName engine, Schedule schedule) {}

  private static TrainingPlan plan(EngineName engine, ModelSpec model) {
    EngineOptions options =
        engine == EngineName.REFERENCE
            ? EngineOptions.REFERENCE
            : new EngineOptions(engine, Kernels.AUTO, Convolution.AUTO, 2);
    return new TrainingPlan(model, OutputHead.SOFTMAX, 1, 1, 16, options, 5, 6, 7);
  }

  private static ModelSpec model(int units, UpdaterSpec updater, double l2, double decay) {
    return new ModelSpec(
        "test",
        null,
        null,
        List.of(new Dense(units, Activation.TANH), new Dense(units, Activation.TANH)),
        updater,
        l2,
        decay,
        null);
  }
}
