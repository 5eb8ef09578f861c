package io.twinhead.report;

import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.LabelPredictions;
import io.twinhead.evaluation.Predictions;
import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The yes-or-no questions that predictions answer: curves and reliability are about such. */
final class Questions {
  private Questions() {}

  /** Whether a row is positive; or of each class, whether a row is of it; or of each label. */
  static List<BinaryPredictions> of(Predictions predictions) {
    if (predictions instanceof ClassPredictions classes) {
      return IntStream.range(0, classes.classes()).mapToObj(classes::oneAgainstRest).toList();
    }
    if (predictions instanceof LabelPredictions labels) {
      return IntStream.range(0, labels.labels()).mapToObj(labels::label).toList();
    }
    return List.of((BinaryPredictions) predictions);
  }

  /**
   * All of them as one, whose reliability is that of the predictions: whether a row is positive;
   * whether its most probable class is right; whether a label holds, of every row and label.
   */
  static BinaryPredictions together(Predictions predictions) {
    if (predictions instanceof ClassPredictions classes) {
      return mostProbable(classes);
    }
    return predictions instanceof LabelPredictions labels
        ? everyLabel(labels)
        : (BinaryPredictions) predictions;
  }

  private static BinaryPredictions mostProbable(ClassPredictions predictions) {
    double[] logits = new double[predictions.size()];
    int[] right = new int[logits.length];
    for (int i = 0; i < logits.length; i++) {
      int predicted = predictions.predicted(i);
      logits[i] = Logistic.logit(Math.min(1, predictions.probability(i, predicted)));
      right[i] = predicted == predictions.labels()[i] ? 1 : 0;
    }
    return new BinaryPredictions(logits, right, predictions.weights());
  }

  private static BinaryPredictions everyLabel(LabelPredictions predictions) {
    int labels = predictions.labels();
    int[] carried = new int[predictions.targets().length];
    double[] weights = new double[carried.length];
    Arrays.setAll(carried, i -> predictions.targets()[i]);
    Arrays.setAll(weights, i -> predictions.weights()[i / labels]);
    return new BinaryPredictions(predictions.logits(), carried, weights);
  }
}
