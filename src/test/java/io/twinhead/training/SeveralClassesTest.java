package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.dataset.ClassTargets;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Features;
import io.twinhead.dataset.LabelTargets;
import io.twinhead.dataset.Targets;
import io.twinhead.engine.EngineOptions;
import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.LabelPredictions;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.OutputHead;
import io.twinhead.model.Models;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training on more than two classes, and on labels that overlap. */
class SeveralClassesTest {
  private static final TrainingListener NOBODY = new TrainingListener() {};

  @ParameterizedTest
  @EnumSource(EngineName.class)
  void bothHeadsLearnThreeClasses(EngineName engine) {
    Examples train = clouds(300, 1, true);
    Examples validation = clouds(150, 2, true);
    for (OutputHead head : new OutputHead[] {OutputHead.sigmoid(3), OutputHead.softmax(3)}) {
      try (Trained trained = Trainer.train(plan(head, engine), train, validation, NOBODY)) {
        ClassPredictions predictions =
            (ClassPredictions) Batches.of(clouds(300, 3, true)).predict(trained.engine());
        assertThat(predictions.classes()).isEqualTo(3);
        assertThat(value(predictions, Metric.ACCURACY)).as(head.description()).isGreaterThan(0.9);
        assertThat(trained.judgement().kind()).isEqualTo(Judgement.Kind.LEARNS);
        assertThat(trained.judgement().sentence()).contains("baseline 1.0986");
        assertThat(trained.headParameters()).isEqualTo(9);
      }
    }
  }

  /** Both heads stop by the log loss of probabilities that sum to 1. */
  @Test
  void watchesTheLogLossOfNormalisedProbabilities() {
    Examples validation = clouds(150, 2, true);
    OutputHead head = OutputHead.sigmoid(3);
    try (Trained trained =
        Trainer.train(plan(head, EngineName.REFERENCE), clouds(300, 1, true), validation, NOBODY)) {
      assertThat(value(Batches.of(validation).predict(trained.engine()), Metric.LOG_LOSS))
          .isCloseTo(trained.best().validationLoss(), within(1e-6));
      assertThat(trained.best().trainLoss()).isGreaterThan(trained.best().validationLoss());
    }
  }

  @ParameterizedTest
  @EnumSource(EngineName.class)
  void sigmoidUnitsLearnLabelsThatOverlap(EngineName engine) {
    Examples validation = clouds(150, 2, false);
    try (Trained trained =
        Trainer.train(
            plan(OutputHead.sigmoid(2), engine), clouds(300, 1, false), validation, NOBODY)) {
      Predictions predictions = Batches.of(validation).predict(trained.engine());
      assertThat(predictions).isInstanceOf(LabelPredictions.class);
      assertThat(value(predictions, Metric.HAMMING_LOSS)).isLessThan(0.1);
      double loss = value(predictions, Metric.LOG_LOSS);
      assertThat(loss).isCloseTo(trained.best().validationLoss(), within(1e-6));
      assertThat(trained.best().trainLoss())
          .as("a mean over labels too")
          .isCloseTo(loss, within(0.1));
    }
  }

  private static double value(Predictions predictions, Metric metric) {
    Score score = Metrics.prepare(predictions, Threshold.HALF).score(metric, predictions.weights());
    return Objects.requireNonNull(score.value());
  }

  private static TrainingPlan plan(OutputHead head, EngineName engine) {
    EngineOptions options = new EngineOptions(engine, Kernels.ND4J, Convolution.DIRECT, 1, null);
    return new TrainingPlan(Models.find("logistic"), head, 60, 60, 16, options, 1, 2, 3);
  }

  /**
   * Points in the plane: three clouds of a class each, or labels that say on which side of each
   * axis a point lies.
   */
  private static Examples clouds(int rows, long seed, boolean exclusive) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] points = new float[rows][2];
    int[] classes = new int[rows];
    byte[] labels = new byte[rows * 2];
    for (int i = 0; i < rows; i++) {
      classes[i] = i % 3;
      double angle = 2 * Math.PI * classes[i] / 3;
      double distance = exclusive ? 3 : 0;
      points[i][0] =
          (float) (2 * random.nextGaussian() / (exclusive ? 2 : 1) + distance * Math.cos(angle));
      points[i][1] =
          (float) (2 * random.nextGaussian() / (exclusive ? 2 : 1) + distance * Math.sin(angle));
      labels[2 * i] = (byte) (points[i][0] > 0 ? 1 : 0);
      labels[2 * i + 1] = (byte) (points[i][1] > 0 ? 1 : 0);
    }
    Targets targets = exclusive ? new ClassTargets(3, classes) : new LabelTargets(2, labels);
    float[] weights = new float[rows];
    Arrays.fill(weights, 1);
    return new Examples(new Plane(points), targets, weights);
  }

  @SuppressWarnings("ArrayRecordComponent") // a test's own
  private record Plane(float[][] points) implements Features {
    @Override
    public int size() {
      return points.length;
    }

    @Override
    public int[] shape() {
      return new int[] {2};
    }

    @Override
    public void copyTo(int row, float[] target, int offset) {
      System.arraycopy(points[row], 0, target, offset, 2);
    }
  }
}
