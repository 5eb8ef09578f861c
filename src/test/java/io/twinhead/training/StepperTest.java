package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import io.twinhead.dataset.Examples;
import io.twinhead.engine.EngineOptions;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.head.OutputHead;
import io.twinhead.model.Dense;
import io.twinhead.model.Dropout;
import io.twinhead.model.HeadConversion.Convention;
import io.twinhead.model.HeadTuning;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.UpdaterSpec;
import io.twinhead.model.UpdaterSpec.Adam;
import io.twinhead.model.UpdaterSpec.Nesterov;
import io.twinhead.model.UpdaterSpec.RmsProp;
import io.twinhead.model.UpdaterSpec.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

class StepperTest {
  private static final int UNITS = 6;
  private static final int BEFORE = 60;
  private static final int AFTER = 100;
  private static final UpdaterSpec ADAM = new Adam(0.01, null, null, null);
  private static final UpdaterSpec RMSPROP = new RmsProp(0.01, null, null);

  private static final List<UpdaterSpec> UPDATERS =
      List.of(new Sgd(0.1), new Nesterov(0.05, null), RMSPROP, ADAM);

  private final Examples examples = Clouds.of(50, 1, 0.5);

  static List<Arguments> updatersPenaltiesAndConventions() {
    List<Arguments> all = new ArrayList<>();
    for (UpdaterSpec updater : UPDATERS) {
      for (Convention convention : Convention.values()) {
        all.add(Arguments.of(updater, 0.0, convention));
      }
      all.add(Arguments.of(updater, 0.02, Convention.ANTISYMMETRIC));
    }
    all.add(Arguments.of(new Nesterov(0.05, null), 0.02, Convention.ZERO));
    return all;
  }

  @Test
  void takesTheStepsOfATraining() {
    TrainingPlan plan = plan(ADAM, 0, OutputHead.SIGMOID);
    try (Stepper stepper = Stepper.of(plan, HeadTuning.NONE, DataType.FLOAT, examples);
        Trained trained = Trainer.train(plan, examples, examples, new TrainingListener() {})) {
      do {
        stepper.step();
      } while (!stepper.passEnded());
      assertThat(stepper.pass()).isEqualTo(1);
      assertThat(stepper.logits(examples.features()))
          .containsExactly(
              ((BinaryPredictions) Batches.of(examples).predict(trained.engine())).logits());
    }
  }

  /** Dropout included: the two have drawn the same number of masks. */
  @ParameterizedTest
  @MethodSource("updatersPenaltiesAndConventions")
  void aSplitHeadGoesOnAsTheUnitDoes(UpdaterSpec updater, double l2, Convention convention) {
    try (Stepper unit = stepper(updater, l2, OutputHead.SIGMOID, HeadTuning.NONE);
        Stepper pair = stepper(updater, l2, OutputHead.SOFTMAX, HeadTuning.MATCHED_SOFTMAX)) {
      assertThat(stepOn(unit, pair, BEFORE)).isGreaterThan(1e-3);
      pair.continueFrom(unit, convention);
      assertThat(stepOn(unit, pair, AFTER)).isLessThan(1e-12);
    }
  }

  @ParameterizedTest
  @FieldSource("UPDATERS")
  void aMergedHeadGoesOnAsThePairDoes(UpdaterSpec updater) {
    double l2 = updater.adaptive() ? 0 : 0.02;
    try (Stepper pair = stepper(updater, l2, OutputHead.SOFTMAX, HeadTuning.NONE);
        Stepper unit = stepper(updater, l2, OutputHead.SIGMOID, HeadTuning.EXPLAINING_SIGMOID)) {
      assertThat(stepOn(unit, pair, BEFORE)).isGreaterThan(1e-3);
      unit.continueFrom(pair, Convention.ZERO);
      assertThat(stepOn(unit, pair, AFTER)).isLessThan(1e-12);
    }
  }

  /** A penalty through an adaptive updater shrinks (0, w) otherwise than (-w/2, w/2). */
  @ParameterizedTest
  @FieldSource("ADAPTIVE")
  void aHeadSplitWithZeroGoesItsOwnWayUnderAPenalty(UpdaterSpec updater) {
    try (Stepper unit = stepper(updater, 0.02, OutputHead.SIGMOID, HeadTuning.NONE);
        Stepper pair = stepper(updater, 0.02, OutputHead.SOFTMAX, HeadTuning.MATCHED_SOFTMAX)) {
      stepOn(unit, pair, BEFORE);
      pair.continueFrom(unit, Convention.ZERO);
      assertThat(stepOn(unit, pair, AFTER)).isGreaterThan(1e-3);
    }
  }

  @SuppressWarnings("unused") // the parameters above
  private static final List<UpdaterSpec> ADAPTIVE = List.of(RMSPROP, ADAM);

  @ParameterizedTest
  @FieldSource("UPDATERS")
  void plainTrainingConservesTheSumsOfThePairsParameters(UpdaterSpec updater) {
    assertThat(driftOfSums(updater, 0)).isLessThan(1e-12);
  }

  @ParameterizedTest
  @FieldSource("ADAPTIVE")
  void penaltiesThroughAdaptiveUpdatersConserveNothing(UpdaterSpec updater) {
    assertThat(driftOfSums(updater, 0.02)).isGreaterThan(1e-2);
  }

  /** The largest change of w0 + w1, b0 + b1. */
  private double driftOfSums(UpdaterSpec updater, double l2) {
    try (Stepper pair = stepper(updater, l2, OutputHead.SOFTMAX, HeadTuning.NONE)) {
      double[] before = sums(pair);
      for (int i = 0; i < AFTER; i++) {
        pair.step();
      }
      double[] after = sums(pair);
      double drift = 0;
      for (int i = 0; i < before.length; i++) {
        drift = Math.max(drift, Math.abs(after[i] - before[i]));
      }
      return drift;
    }
  }

  private static double[] sums(Stepper pair) {
    double[] all = pair.parameters();
    double[] head = Arrays.copyOfRange(all, all.length - pair.headParameters(), all.length);
    double[] sums = new double[UNITS + 1];
    for (int i = 0; i < UNITS; i++) {
      sums[i] = head[i] + head[UNITS + i];
    }
    sums[UNITS] = head[2 * UNITS] + head[2 * UNITS + 1];
    return sums;
  }

  @Test
  void saysWhichStepDiverged() {
    TrainingPlan plan = plan(new Sgd(1e38), 0, OutputHead.SOFTMAX);
    try (Stepper stepper = Stepper.of(plan, HeadTuning.NONE, DataType.FLOAT, examples)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 50; i++) {
                  stepper.step();
                }
              })
          .isInstanceOf(Divergence.class)
          .hasMessageContaining("softmax head, pass");
    }
  }

  @Test
  void refusesExamplesThatSayNothing() {
    Examples none = new Examples(examples.features(), new int[50], Clouds.weights(50, 0));
    TrainingPlan plan = plan(ADAM, 0, OutputHead.SIGMOID);
    assertThatThrownBy(() -> Stepper.of(plan, HeadTuning.NONE, DataType.FLOAT, none))
        .isInstanceOf(InputException.class);
  }

  /** Returns the largest difference of the log-odds after each step. */
  private double stepOn(Stepper unit, Stepper pair, int steps) {
    double largest = 0;
    for (int i = 0; i < steps; i++) {
      unit.step();
      pair.step();
      double[] one = unit.logits(examples.features());
      double[] two = pair.logits(examples.features());
      for (int row = 0; row < one.length; row++) {
        double difference = pair.head().logOdds(two, row) - unit.head().logOdds(one, row);
        largest = Math.max(largest, Math.abs(difference));
      }
    }
    return largest;
  }

  private Stepper stepper(UpdaterSpec updater, double l2, OutputHead head, HeadTuning tuning) {
    return Stepper.of(plan(updater, l2, head), tuning, DataType.DOUBLE, examples);
  }

  private static TrainingPlan plan(UpdaterSpec updater, double l2, OutputHead head) {
    ModelSpec model =
        new ModelSpec(
            "test",
            null,
            null,
            List.of(
                new Dense(9, Activation.TANH), new Dropout(0.3), new Dense(UNITS, Activation.TANH)),
            updater,
            l2,
            null,
            null);
    return new TrainingPlan(model, head, 1, 1, 16, EngineOptions.DEFAULT, 5, 6, 7);
  }
}
