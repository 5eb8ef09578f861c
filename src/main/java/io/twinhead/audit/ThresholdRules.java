package io.twinhead.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinhead.head.Logistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a written threshold is a probability and says the same twice. */
final class ThresholdRules {
  private static final double TOLERANCE = 1e-9;
  private static final String REMEDY = "choose it again: calibrate RUN --threshold OBJECTIVE";

  private ThresholdRules() {}

  /** Checks one {@code {value, logit, objective}}, or each of several. */
  static List<Finding> check(String where, JsonNode threshold) {
    if (threshold.path("value").isNumber()) {
      double value = threshold.get("value").asDouble();
      double logit = threshold.path("logit").asDouble(Double.NaN);
      return checkOne(where, value, logit);
    }
    List<Finding> findings = new ArrayList<>();
    if (threshold.isContainerNode()) {
      threshold.forEach(one -> findings.addAll(check(where, one)));
    }
    return findings;
  }

  /**
   * @param logit NaN if it is not written
   */
  private static List<Finding> checkOne(String where, double value, double logit) {
    boolean agrees = Math.abs(Logistic.sigmoid(logit) - value) <= TOLERANCE;
    if (!(value >= 0 && value <= 1) || ((value == 0 || value == 1) && !agrees)) {
      return finding(
          Rule.THRESHOLD_IS_LOGIT,
          where,
          "The threshold is %s; if it is meant as a logit, the probability is %.6f.",
          value,
          Logistic.sigmoid(value));
    }
    if (!agrees && !Double.isNaN(logit)) {
      return finding(
          Rule.THRESHOLD_DISAGREES,
          where,
          "The threshold is %s, and its logit %s is the probability %.6f.",
          value,
          logit,
          Logistic.sigmoid(logit));
    }
    return value == 0 || value == 1
        ? finding(Rule.THRESHOLD_DEGENERATE, where, "The threshold is %s.", value)
        : List.of();
  }

  private static List<Finding> finding(Rule rule, String where, String what, Object... values) {
    return List.of(rule.at(where, String.format(Locale.ROOT, what, values), REMEDY));
  }
}
