package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Features;
import io.twinhead.evaluation.Predictions;
import io.twinhead.head.Logistic;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HEADS = OutputHead.ALL;

  private static final TrainingListener NOBODY = new TrainingListener() {};

  @ParameterizedTest
  @FieldSource("HEADS")
  void learnsASeparableProblem(OutputHead head) {
    Trained trained =
        Trainer.train(plan(head, 60, 60), clouds(200, 1, 2), clouds(100, 2, 2), NOBODY);
    assertThat(trained.best().validationLoss()).isLessThan(0.15);
    assertThat(trained.judgement().kind()).isEqualTo(Judgement.Kind.LEARNS);
    Predictions predictions = trained.predict(clouds(100, 3, 2));
    int right = 0;
    for (int i = 0; i < predictions.size(); i++) {
      right += predictions.logits()[i] >= 0 == (predictions.labels()[i] == 1) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(94);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void keepsTheWeightsOfTheBestEpochAndStopsAfterThePatience(OutputHead head) {
    Examples validation = noise(60, 5);
    Trained trained = Trainer.train(plan(head, 200, 4), noise(60, 4), validation, NOBODY);
    assertThat(trained.history()).hasSize(trained.bestEpoch() + 4);
    double lowest =
        trained.history().stream().mapToDouble(Epoch::validationLoss).min().orElseThrow();
    assertThat(trained.best().validationLoss()).isEqualTo(lowest);
    assertThat(logLoss(trained.predict(validation))).isCloseTo(lowest, within(1e-6));
  }

  @Test
  void saysWhenNothingIsLearnt() {
    Trained trained =
        Trainer.train(plan(OutputHead.SIGMOID, 3, 3), noise(400, 6), noise(400, 7), NOBODY);
    assertThat(trained.judgement().kind()).isEqualTo(Judgement.Kind.STUCK_AT_BASELINE);
    assertThat(trained.judgement().sentence()).contains("0.69");
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void repeatsBitForBitFromItsSeedsAndOnlyFromThem(OutputHead head) {
    Trained one = Trainer.train(plan(head, 3, 3), clouds(90, 1, 1), clouds(30, 2, 1), NOBODY);
    Trained two = Trainer.train(plan(head, 3, 3), clouds(90, 1, 1), clouds(30, 2, 1), NOBODY);
    TrainingPlan other = new TrainingPlan(Models.find("dense-small"), head, 3, 3, 32, 11, 13, 14);
    Trained three = Trainer.train(other, clouds(90, 1, 1), clouds(30, 2, 1), NOBODY);
    assertThat(one.engine().network().params()).isEqualTo(two.engine().network().params());
    assertThat(one.engine().network().params()).isNotEqualTo(three.engine().network().params());
  }

  @Test
  void doesNotDependOnTheScaleOfTheSampleWeights() {
    Examples train = clouds(90, 1, 1);
    Examples heavy =
        new Examples(train.features(), train.labels(), filled(train.weights().length, 8));
    TrainingPlan plan = plan(OutputHead.SIGMOID, 3, 3);
    Trained one = Trainer.train(plan, train, clouds(30, 2, 1), NOBODY);
    Trained two = Trainer.train(plan, heavy, clouds(30, 2, 1), NOBODY);
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
    Trainer.train(plan(OutputHead.SOFTMAX, 2, 9), clouds(70, 1, 1), clouds(30, 2, 1), listener);
    assertThat(heard).containsExactly("first step", "epoch 1", "epoch 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64}) // 64: one step, after which only validation can notice
  void saysWhatToDoWhenTheLossIsNoLongerANumber(int batchSize) {
    ModelSpec wild =
        Yaml.parse(
            "wild",
            """
            name: wild
            layers: [{dense: {units: 8}}, {dense: {units: 8}}]
            updater: {sgd: {learning-rate: 1.0e+30}}
            """,
            ModelSpec.class);
    TrainingPlan plan = new TrainingPlan(wild, OutputHead.SIGMOID, 5, 5, batchSize, 1, 2, 3);
    assertThatThrownBy(() -> Trainer.train(plan, clouds(64, 1, 1), clouds(30, 2, 1), NOBODY))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("became")
        .hasMessageContaining("reduce the learning rate");
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                Trainer.train(
                    plan(OutputHead.SIGMOID, 5, 5), clouds(64, 1, 1), clouds(30, 2, 1), NOBODY))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void refusesPartsInWhichNoRowCounts() {
    Examples train = clouds(64, 1, 1);
    Examples weightless = new Examples(train.features(), train.labels(), new float[64]);
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
    return new TrainingPlan(Models.find("dense-small"), head, epochs, patience, 32, 11, 12, 14);
  }

  private static double logLoss(Predictions predictions) {
    double sum = 0;
    for (int i = 0; i < predictions.size(); i++) {
      double s = predictions.logits()[i];
      sum += Logistic.softplus(predictions.labels()[i] == 1 ? -s : s);
    }
    return sum / predictions.size();
  }

  /** Two Gaussian clouds in the plane, {@code distance} from the origin each. */
  private static Examples clouds(int rows, long seed, double distance) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] points = new float[rows][2];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % 2;
      for (int k = 0; k < 2; k++) {
        points[i][k] = (float) (random.nextGaussian() + (2 * labels[i] - 1) * distance);
      }
    }
    return new Examples(new Points(points), labels, filled(rows, 1));
  }

  private static Examples noise(int rows, long seed) {
    return clouds(rows, seed, 0);
  }

  private static float[] filled(int size, float value) {
    float[] values = new float[size];
    java.util.Arrays.fill(values, value);
    return values;
  }

  @SuppressWarnings("ArrayRecordComponent") // a test's own
  private record Points(float[][] rows) implements Features {
    @Override
    public int size() {
      return rows.length;
    }

    @Override
    public int[] shape() {
      return new int[] {2};
    }

    @Override
    public void copyTo(int row, float[] target, int offset) {
      System.arraycopy(rows[row], 0, target, offset, 2);
    }
  }
}
