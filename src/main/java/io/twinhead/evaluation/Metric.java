package io.twinhead.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be said in one number about the predictions of a binary classifier. */
public enum Metric {
  /** Mean negative log-likelihood in nats, at least 0. */
  LOG_LOSS("log loss", false, 0.02),
  /** Chance that a positive row is ranked above a negative one, a tie counting one half. */
  ROC_AUC("ROC AUC", true, 0.01),
  /** Precision averaged over the steps in recall, without interpolation. */
  AVERAGE_PRECISION("average precision", true, 0.02),
  /** Mean squared error of the probability, 0 to 1. */
  BRIER("Brier score", false, 0.01),
  /** Expected calibration error over the bins of {@link Reliability}, 0 to 1. */
  ECE("calibration error (ECE)", false, 0.02),
  /** Share of rows predicted right. */
  ACCURACY("accuracy", true, 0.02),
  /** Mean of the two classes' recalls. */
  BALANCED_ACCURACY("balanced accuracy", true, 0.02),
  /** Share of positive rows among those predicted positive. */
  PRECISION("precision", true, 0.02),
  /** Share of the positive rows that are predicted positive. */
  RECALL("recall", true, 0.02),
  /** Harmonic mean of precision and recall. */
  F1("F1", true, 0.02),
  /** Matthews correlation coefficient, -1 to 1. */
  MCC("Matthews correlation (MCC)", true, 0.04);

  private final String key = name().toLowerCase(Locale.ROOT);
  private final String title;
  private final boolean higherIsBetter;
  private final double defaultMargin;

  Metric(String title, boolean higherIsBetter, double defaultMargin) {
    this.title = title;
    this.higherIsBetter = higherIsBetter;
    this.defaultMargin = defaultMargin;
  }

  /**
   * Returns the metric with this {@link #key}.
   *
   * @throws IllegalArgumentException naming the known keys if there is none
   */
  public static Metric ofKey(String key) {
    return Arrays.stream(values())
        .filter(metric -> metric.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Arrays.stream(values())
                        .map(Metric::key)
                        .collect(
                            Collectors.joining(
                                ", ", "unknown metric '" + key + "'; known: ", ""))));
  }

  /** The name in files and options, such as {@code log_loss}. */
  @JsonValue
  public String key() {
    return key;
  }

  /** The name for people, such as "log loss". */
  public String title() {
    return title;
  }

  /** Whether the better of two models has the larger value. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /**
   * Returns the part of an interval for this metric's mean that lies within its range. Student's t
   * knows no range, and on few, scattered values it would promise a precision of 8.
   */
  public Interval withinRange(Interval interval) {
    return new Interval(withinRange(interval.low()), withinRange(interval.high()));
  }

  private double withinRange(double value) {
    double lowest = this == MCC ? -1 : 0;
    double highest = this == LOG_LOSS ? Double.MAX_VALUE : 1;
    return Math.min(highest, Math.max(lowest, value));
  }

  /** The largest difference between two models that is too small to matter unless told. */
  public double defaultMargin() {
    return defaultMargin;
  }
}
