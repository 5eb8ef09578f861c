package io.twinhead.comparison;

import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.McNemar;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Threshold;
import java.util.Arrays;

/** The rows that only one of two models predicts right, of two classes or of several. */
final class Discordant {
  private Discordant() {}

  /**
   * Counts and tests them: at threshold one half, or by the most probable of several classes.
   *
   * @throws IllegalArgumentException if the two are not about the same labels
   */
  static McNemar.Result of(Predictions first, Predictions second) {
    if (first instanceof BinaryPredictions binary) {
      return McNemar.of(binary, Threshold.HALF, (BinaryPredictions) second, Threshold.HALF);
    }
    return of((ClassPredictions) first, (ClassPredictions) second);
  }

  private static McNemar.Result of(ClassPredictions first, ClassPredictions second) {
    if (!Arrays.equals(first.labels(), second.labels())) {
      throw new IllegalArgumentException("the two models were not tested on the same labels");
    }
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int i = 0; i < first.size(); i++) {
      boolean firstRight = first.predicted(i) == first.labels()[i];
      boolean secondRight = second.predicted(i) == second.labels()[i];
      onlyFirst += firstRight && !secondRight ? 1 : 0;
      onlySecond += secondRight && !firstRight ? 1 : 0;
    }
    return McNemar.of(onlyFirst, onlySecond);
  }
}
