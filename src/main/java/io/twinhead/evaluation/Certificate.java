package io.twinhead.evaluation;

import io.twinhead.head.Logistic;

/**
 * What a converted network decides, beside what it was converted from, on given rows.
 *
 * @param from the head before, and {@code to} the one after
 * @param convention of the conversion, in lower case
 * @param maxAbsLogitDifference of the log-odds
 * @param maxAbsProbabilityDifference of the probability of the positive class
 * @param decisionsChanged rows that fall on the other side of the threshold, but for ties
 * @param ties rows that lie exactly on the threshold before or after, whose side is a matter of
 *     rounding
 * @param rows compared
 */
public record Certificate(
    String from,
    String to,
    String convention,
    double maxAbsLogitDifference,
    double maxAbsProbabilityDifference,
    int decisionsChanged,
    int ties,
    int rows) {

  /**
   * Compares two networks.
   *
   * @param before log-odds of the positive class, and {@code after}, of the same rows
   */
  public static Certificate of(
      String from,
      String to,
      String convention,
      double[] before,
      double[] after,
      Threshold threshold) {
    if (before.length != after.length) {
      throw new IllegalArgumentException(
          "%d rows before and %d after".formatted(before.length, after.length));
    }
    double logit = 0;
    double probability = 0;
    int changed = 0;
    int ties = 0;
    for (int i = 0; i < before.length; i++) {
      double p = Logistic.sigmoid(before[i]);
      double q = Logistic.sigmoid(after[i]);
      logit = Math.max(logit, Math.abs(after[i] - before[i]));
      probability = Math.max(probability, Math.abs(q - p));
      if (p == threshold.value() || q == threshold.value()) {
        ties++;
      } else if (threshold.accepts(p) != threshold.accepts(q)) {
        changed++;
      }
    }
    return new Certificate(from, to, convention, logit, probability, changed, ties, before.length);
  }
}
