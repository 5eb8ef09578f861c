package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.InputException;
import io.twinhead.dataset.Examples;
import io.twinhead.engine.EngineOptions;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.head.Logistic;
import io.twinhead.head.OutputHead;
import io.twinhead.model.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TrainerTest {
  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HEADS = OutputHead.ALL;

  private static final TrainingListener NOBODY = new TrainingListener() {};

  private final List<Trained> trainings = new ArrayList<>();

  @AfterEach
  void closeTrainings() {
    trainings.forEach(Trained::close);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void learnsASeparableProblem(OutputHead head) {
    Trained trained = train(plan(head, 60, 60), Clouds.of(200, 1, 2), Clouds.of(100, 2, 2));
    assertThat(trained.best().validationLoss()).isLessThan(0.15);
    assertThat(trained.judgement().kind()).isEqualTo(Judgement.Kind.LEARNS);
    BinaryPredictions predictions =
        (BinaryPredictions) Batches.of(Clouds.of(100, 3, 2)).predict(trained.engine());
    int right = 0;
    for (int i = 0; i < predictions.size(); i++) {
      right += predictions.logits()[i] >= 0 == (predictions.labels()[i] == 1) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(94);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void keepsTheWeightsOfTheBestEpochAndStopsAfterThePatience(OutputHead head) {
    Examples validation = Clouds.noise(60, 5);
    Trained trained = train(plan(head, 200, 4), Clouds.noise(60, 4), validation);
    assertThat(trained.history()).hasSize(trained.bestEpoch() + 4);
    double lowest =
        trained.history().stream().mapToDouble(Epoch::validationLoss).min().orElseThrow();
    assertThat(trained.best().validationLoss()).isEqualTo(lowest);
    assertThat(logLoss((BinaryPredictions) Batches.of(validation).predict(trained.engine())))
        .isCloseTo(lowest, within(1e-6));
  }

  @Test
  void saysWhenNothingIsLearnt() {
    Trained trained =
        train(plan(OutputHead.SIGMOID, 3, 3), Clouds.noise(400, 6), Clouds.noise(400, 7));
    assertThat(trained.judgement().kind()).isEqualTo(Judgement.Kind.STUCK_AT_BASELINE);
    assertThat(trained.judgement().sentence()).contains("0.69");
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void repeatsBitForBitFromItsSeedsAndOnlyFromThem(OutputHead head) {
    Trained one = train(plan(head, 3, 3), Clouds.of(90, 1, 1), Clouds.of(30, 2, 1));
    Trained two = train(plan(head, 3, 3), Clouds.of(90, 1, 1), Clouds.of(30, 2, 1));
    TrainingPlan other =
        new TrainingPlan(
            Models.find("dense-small"), head, 3, 3, 32, EngineOptions.DEFAULT, 11, 13, 14);
    Trained three = train(other, Clouds.of(90, 1, 1), Clouds.of(30, 2, 1));
    assertThat(one.engine().network().params()).isEqualTo(two.engine().network().params());
    assertThat(one.engine().network().params()).isNotEqualTo(three.engine().network().params());
  }

  @Test
  void doesNotDependOnTheScaleOfTheSampleWeights() {
    Examples train = Clouds.of(90, 1, 1);
    Examples heavy =
        new Examples(train.features(), train.targets(), Clouds.weights(train.weights().length, 8));
    TrainingPlan plan = plan(OutputHead.SIGMOID, 3, 3);
    Trained one = train(plan, train, Clouds.of(30, 2, 1));
    Trained two = train(plan, heavy, Clouds.of(30, 2, 1));
    assertThat(one.engine().network().params()).isEqualTo(two.engine().network().params());
  }

  @Test
  void reportsEveryEpochAndTheFirstStepOnce() {
    List<String> heard = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void firstStep() {
            heard.add("first step");
          }

          @Override
          public void epochEnded(Epoch epoch) {
            heard.add("epoch " + epoch.epoch());
          }
        };
    opened(
        Trainer.train(
            plan(OutputHead.SOFTMAX, 2, 9), Clouds.of(70, 1, 1), Clouds.of(30, 2, 1), listener));
    assertThat(heard).containsExactly("first step", "epoch 1", "epoch 2");
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                Trainer.train(
                    plan(OutputHead.SIGMOID, 5, 5),
                    Clouds.of(64, 1, 1),
                    Clouds.of(30, 2, 1),
                    NOBODY))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void refusesPartsInWhichNoRowCounts() {
    Examples train = Clouds.of(64, 1, 1);
    Examples weightless = new Examples(train.features(), train.targets(), new float[64]);
    assertThatThrownBy(
            () -> Trainer.train(plan(OutputHead.SIGMOID, 1, 1), weightless, train, NOBODY))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("training part");
    assertThatThrownBy(
            () -> Trainer.train(plan(OutputHead.SIGMOID, 1, 1), train, weightless, NOBODY))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("validation part");
  }

  private static TrainingPlan plan(OutputHead head, int epochs, int patience) {
    return new TrainingPlan(
        Models.find("dense-small"), head, epochs, patience, 32, EngineOptions.DEFAULT, 11, 12, 14);
  }

  private static double logLoss(BinaryPredictions predictions) {
    double sum = 0;
    for (int i = 0; i < predictions.size(); i++) {
      double s = predictions.logits()[i];
      sum += Logistic.softplus(predictions.labels()[i] == 1 ? -s : s);
    }
    return sum / predictions.size();
  }

  private Trained train(TrainingPlan plan, Examples train, Examples validation) {
    return opened(Trainer.train(plan, train, validation, NOBODY));
  }

  private Trained opened(Trained training) {
    trainings.add(training);
    return training;
  }
}
