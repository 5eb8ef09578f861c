package io.twinhead.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What can be said in one number about predictions, in the order of display. Most metrics are
 * defined for more than one {@link Kind} of predictions; each says what it then means.
 *
 * <p>A macro mean gives every class, or label, the same say. For the metrics of decisions it runs
 * over those that occur or are predicted, and a precision or recall without rows counts as 0: what
 * scikit-learn does with exclusive classes and {@code zero_division=0}. For rankings it runs over
 * those that tell rows apart.
 */
public enum Metric {
  /** Mean negative log-likelihood in nats, at least 0; of labels the mean over rows and labels. */
  LOG_LOSS("log loss", false, 0.02, Kind.values()),
  /**
   * Chance that a positive row is ranked above a negative one, a tie counting one half. Of classes
   * the macro mean of each against the rest, of labels the macro mean; those that all rows have, or
   * none, are left out.
   */
  ROC_AUC("ROC AUC", true, 0.01, Kind.values()),
  /**
   * Precision averaged over the steps in recall, without interpolation. Of classes the macro mean
   * of each against the rest, of labels the macro mean; those that no row has are left out.
   */
  AVERAGE_PRECISION("average precision", true, 0.02, Kind.values()),
  /**
   * Mean squared error of the probability, 0 to 1. Of classes the squared errors of all classes
   * added up, 0 to 2 and for two classes twice the binary score; of labels the mean over labels.
   */
  BRIER("Brier score", false, 0.01, Kind.values()),
  /**
   * Expected calibration error over the bins of {@link Reliability}, 0 to 1: of the probability of
   * the positive class; of classes that of the predicted class, against whether it is right; of
   * labels that of every row and label.
   */
  ECE("calibration error (ECE)", false, 0.02, Kind.values()),
  /**
   * Mean over rows of the share of carried labels among those ranked no lower than a carried one; 1
   * for a row with all labels or none.
   */
  LABEL_RANKING_AVERAGE_PRECISION("label ranking average precision", true, 0.02, Kind.LABELS),
  /** Share of rows predicted right. */
  ACCURACY("accuracy", true, 0.02, Kind.BINARY, Kind.CLASSES),
  /** Mean recall of the classes that occur; undefined if only one does. */
  BALANCED_ACCURACY("balanced accuracy", true, 0.02, Kind.BINARY, Kind.CLASSES),
  /** Share of rows with every label predicted right. */
  SUBSET_ACCURACY("subset accuracy", true, 0.02, Kind.LABELS),
  /** Share of wrong predictions among all of rows and labels. */
  HAMMING_LOSS("Hamming loss", false, 0.02, Kind.LABELS),
  /** Share of positive rows among those predicted positive. */
  PRECISION("precision", true, 0.02, Kind.BINARY),
  /** Share of the positive rows that are predicted positive. */
  RECALL("recall", true, 0.02, Kind.BINARY),
  /** Harmonic mean of precision and recall. */
  F1("F1", true, 0.02, Kind.BINARY),
  /** Macro mean of the precision of each class. */
  MACRO_PRECISION("macro precision", true, 0.02, Kind.CLASSES),
  /** Macro mean of the recall of each class. */
  MACRO_RECALL("macro recall", true, 0.02, Kind.CLASSES),
  /** Macro mean of F1. */
  MACRO_F1("macro F1", true, 0.02, Kind.CLASSES, Kind.LABELS),
  /** F1 of all decisions together; of classes the same as the accuracy. */
  MICRO_F1("micro F1", true, 0.02, Kind.CLASSES, Kind.LABELS),
  /** Matthews correlation coefficient, -1 to 1; of classes Gorodkin's R_K (2004). */
  MCC("Matthews correlation (MCC)", true, 0.04, Kind.BINARY, Kind.CLASSES);

  /** What a row's label is, and so which metrics there are. */
  public enum Kind {
    /** One of two classes, one of them the positive one: {@link BinaryPredictions}. */
    BINARY("two classes"),
    /** One of several exclusive classes: {@link ClassPredictions}. */
    CLASSES("exclusive classes"),
    /** Any number of labels: {@link LabelPredictions}. */
    LABELS("overlapping labels");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** The name for people, such as "overlapping labels". */
    public String title() {
      return title;
    }
  }

  private final String key = name().toLowerCase(Locale.ROOT);
  private final String title;
  private final boolean higherIsBetter;
  private final double defaultMargin;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes a list that nobody can change
  private final List<Kind> kinds;

  Metric(String title, boolean higherIsBetter, double defaultMargin, Kind... kinds) {
    this.title = title;
    this.higherIsBetter = higherIsBetter;
    this.defaultMargin = defaultMargin;
    this.kinds = List.of(kinds);
  }

  /** The metrics of this kind of predictions, in the order of display. */
  public static List<Metric> of(Kind kind) {
    return Arrays.stream(values()).filter(metric -> metric.appliesTo(kind)).toList();
  }

  /** The metrics that these predictions have, in the order of display. */
  public static List<Metric> forPredictions(Predictions predictions) {
    return of(predictions.kind());
  }

  /**
   * Returns the metric with this {@link #key}.
   *
   * @throws IllegalArgumentException naming the known keys if there is none
   */
  public static Metric ofKey(String key) {
    return find(key, List.of(values()), "unknown metric '" + key + "'; known: ");
  }

  /**
   * Returns the metric with this {@link #key} for this kind of predictions.
   *
   * @throws IllegalArgumentException naming the keys of the kind if there is none
   */
  public static Metric ofKey(String key, Kind kind) {
    return find(key, of(kind), "no metric '%s' for %s; there are: ".formatted(key, kind.title()));
  }

  private static Metric find(String key, List<Metric> known, String problem) {
    return known.stream()
        .filter(metric -> metric.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    known.stream()
                        .map(Metric::key)
                        .collect(Collectors.joining(", ", problem, ""))));
  }

  /** Whether predictions of this kind have this metric. */
  public boolean appliesTo(Kind kind) {
    return kinds.contains(kind);
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
  public Interval withinRange(Interval interval, Kind kind) {
    return new Interval(withinRange(interval.low(), kind), withinRange(interval.high(), kind));
  }

  private double withinRange(double value, Kind kind) {
    double lowest = this == MCC ? -1 : 0;
    return Math.min(highest(kind), Math.max(lowest, value));
  }

  private double highest(Kind kind) {
    return switch (this) {
      case LOG_LOSS -> Double.MAX_VALUE;
      case BRIER -> kind == Kind.CLASSES ? 2 : 1;
      default -> 1;
    };
  }

  /** The largest difference between two models that is too small to matter unless told. */
  public double defaultMargin() {
    return defaultMargin;
  }
}
