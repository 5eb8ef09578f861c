package io.twinhead.evaluation;

import java.util.Arrays;
import org.apache.commons.math3.special.Beta;

/**
 * Whether two models err equally often on one fixed test set, from the rows on which exactly one of
 * them is right (McNemar 1947).
 *
 * <p>Always the exact two-sided binomial test: the incomplete beta function makes it cheap for any
 * number of rows, so there is no switch to the chi-square approximation.
 */
public final class McNemar {
  private McNemar() {}

  /**
   * The discordant rows and what they say.
   *
   * @param onlyFirstRight rows that the first model predicts right and the second wrong
   * @param onlySecondRight the other way round
   * @param pValue two-sided; 1 without discordant rows
   */
  public record Result(int onlyFirstRight, int onlySecondRight, double pValue) {}

  /** Tests two counts, none negative. */
  public static Result of(int onlyFirstRight, int onlySecondRight) {
    if (onlyFirstRight < 0 || onlySecondRight < 0) {
      throw new IllegalArgumentException(
          "negative count: " + onlyFirstRight + ", " + onlySecondRight);
    }
    double fewer = Math.min(onlyFirstRight, onlySecondRight);
    double more = Math.max(onlyFirstRight, onlySecondRight);
    // The chance of at most `fewer` of all under equal odds is I(1/2; more, fewer + 1). Not
    // commons-math's BinomialTest: it counts the middle outcome twice (p = 1.5 for 1 of 2).
    double p = more == fewer ? 1 : Math.min(1, 2 * Beta.regularizedBeta(0.5, more, fewer + 1));
    return new Result(onlyFirstRight, onlySecondRight, p);
  }

  /**
   * Counts the discordant rows of two models, each at its own threshold, and tests them. Weights
   * play no part.
   *
   * @throws IllegalArgumentException if the two are not about the same labels
   */
  public static Result of(
      BinaryPredictions first,
      Threshold firstThreshold,
      BinaryPredictions second,
      Threshold secondThreshold) {
    if (!Arrays.equals(first.labels(), second.labels())) {
      throw new IllegalArgumentException("the two models were not tested on the same labels");
    }
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int i = 0; i < first.size(); i++) {
      boolean positive = first.labels()[i] == 1;
      boolean firstRight = firstThreshold.accepts(first.probability(i)) == positive;
      boolean secondRight = secondThreshold.accepts(second.probability(i)) == positive;
      onlyFirst += firstRight && !secondRight ? 1 : 0;
      onlySecond += secondRight && !firstRight ? 1 : 0;
    }
    return of(onlyFirst, onlySecond);
  }
}
