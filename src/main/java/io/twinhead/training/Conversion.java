package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.Logistic;
import io.twinhead.model.HeadConversion.Convention;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of a conversion: what the two networks, each computed in float32, say about the
 * same rows.
 *
 * @param from name of the head that there was
 * @param to name of the head that there is now
 * @param convention that chose two units for one; null for the way back, which has no choice
 * @param maxAbsLogitDifference largest difference of the log-odds, before calibration
 * @param maxAbsProbabilityDifference largest difference of the probability of the positive class
 * @param decisionsChanged rows that are decided otherwise, ties left out
 * @param ties rows decided otherwise that lie so near the threshold that float32 cannot tell the
 *     side
 * @param rows that were compared
 * @param rowsFrom where they are from
 * @param note on training that goes on, where it would go on otherwise; absent where it would not
 */
public record Conversion(
    String from,
    String to,
    @Nullable Convention convention,
    double maxAbsLogitDifference,
    double maxAbsProbabilityDifference,
    int decisionsChanged,
    int ties,
    int rows,
    String rowsFrom,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String note) {
  /** What float32 sums of products may be off by, relative to a logit of at least 1. */
  private static final double ROUNDING = 64 * Math.ulp(1f);

  /** Log-odds of the same rows by both networks, and where they are from. */
  @SuppressWarnings("ArrayRecordComponent") // handed straight to a loop; not compared
  record Rows(double[] before, double[] after, String from) {}

  static Conversion certify(
      String from,
      String to,
      @Nullable Convention convention,
      Rows rows,
      Calibration calibration,
      Threshold threshold) {
    double logit = 0;
    double probability = 0;
    int changed = 0;
    int ties = 0;
    for (int i = 0; i < rows.before.length; i++) {
      double difference = Math.abs(rows.after[i] - rows.before[i]);
      double p = Logistic.sigmoid(calibration.apply(rows.before[i]));
      double q = Logistic.sigmoid(calibration.apply(rows.after[i]));
      logit = Math.max(logit, difference);
      probability = Math.max(probability, Math.abs(q - p));
      if (threshold.accepts(p) != threshold.accepts(q)) {
        // A steep calibration magnifies what float32 is off by, so the two are held together
        // before.
        boolean tie = difference <= ROUNDING * Math.max(1, Math.abs(rows.before[i]));
        ties += tie ? 1 : 0;
        changed += tie ? 0 : 1;
      }
    }
    return new Conversion(
        from,
        to,
        convention,
        logit,
        probability,
        changed,
        ties,
        rows.before.length,
        rows.from,
        null);
  }

  Conversion with(@Nullable String newNote) {
    return new Conversion(
        from,
        to,
        convention,
        maxAbsLogitDifference,
        maxAbsProbabilityDifference,
        decisionsChanged,
        ties,
        rows,
        rowsFrom,
        newNote);
  }
}
