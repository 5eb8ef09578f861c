package io.twinhead.comparison;

import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.PairedResult;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer, from the primary metric alone.
 *
 * @param head {@code sigmoid}, {@code softmax} or {@code either}
 * @param kind how sure that is
 * @param reason one sentence for people
 */
public record Verdict(String head, Kind kind, String reason) {
  /** Two-sided significance level of "better". */
  static final double ALPHA = 0.05;

  /** How sure the verdict is. */
  public enum Kind {
    /** The difference is smaller than the margin, by two one-sided tests at 5 %. */
    EQUIVALENT,
    /** The difference is not zero, at 5 %, and may exceed the margin. */
    BETTER,
    /** Neither could be shown. */
    UNDECIDED
  }

  /**
   * Decides.
   *
   * @param result softmax - sigmoid; null when it could not be computed
   * @param why it could not; null when it could
   * @param trainingChance the difference that other random numbers in training alone explain, where
   *     {@code result} does not count it
   * @param noise mean absolute difference between two sigmoid runs; null when unknown
   * @param savedParameters parameters that the sigmoid head does without; 0 for several classes
   */
  static Verdict of(
      Metric metric,
      @Nullable PairedResult result,
      @Nullable String why,
      double margin,
      double trainingChance,
      @Nullable Double noise,
      long savedParameters) {
    if (result == null) {
      return new Verdict(
          "either",
          Kind.UNDECIDED,
          "No winner: %s cannot be compared here (%s); choose another --primary metric, or add data."
              .formatted(metric.title(), Objects.requireNonNull(why)));
    }
    double size = Math.abs(result.difference());
    if (result.equivalentWithin(margin)
        && size + Math.hypot(outward(result), trainingChance) < margin) {
      return new Verdict(
          "either", Kind.EQUIVALENT, equivalent(metric, result, margin, savedParameters));
    }
    if (result.pValue() < ALPHA && size > Math.hypot(inward(result), trainingChance)) {
      boolean softmax = result.difference() > 0 == metric.higherIsBetter();
      String head = softmax ? "softmax" : "sigmoid";
      return new Verdict(head, Kind.BETTER, better(head, metric, result, noise));
    }
    boolean rowsDecide = result.equivalentWithin(margin) || result.pValue() < ALPHA;
    String reason =
        rowsDecide
            ? untold(metric, size, trainingChance, until(savedParameters))
            : undecided(metric, result, margin, noise, until(savedParameters));
    return new Verdict("either", Kind.UNDECIDED, reason);
  }

  private static String equivalent(
      Metric metric, PairedResult result, double margin, long savedParameters) {
    return text(
        "Use either head: their %s differs by %s, with 95 %% confidence less than the %s that"
            + " would matter (90 %% interval %s to %s); %s.",
        metric.title(),
        number(Math.abs(result.difference())),
        number(margin),
        signed(result.ci90().low()),
        signed(result.ci90().high()),
        savedParameters == 0
            ? "both have equally many parameters, and only softmax's probabilities sum to 1 by themselves"
            : "sigmoid is the simpler one, with %d fewer parameters".formatted(savedParameters));
  }

  private static String better(
      String head, Metric metric, PairedResult result, @Nullable Double noise) {
    return text(
        "Use %s: its %s is %s by %s, more than chance explains (p = %s, 95 %% interval of softmax -"
            + " sigmoid %s to %s)%s.",
        head,
        metric.title(),
        metric.higherIsBetter() ? "higher" : "lower",
        number(Math.abs(result.difference())),
        number(result.pValue()),
        signed(result.ci95().low()),
        signed(result.ci95().high()),
        noiseClause(noise));
  }

  /**
   * More seeds are not among the remedies: in cross-validation the training parts overlap, and a
   * given test part keeps its rows, so they hardly narrow the interval.
   */
  private static String undecided(
      Metric metric, PairedResult result, double margin, @Nullable Double noise, String until) {
    return text(
        "No winner yet: the heads' %s differs by %s, no more than chance explains (p = %s), but a"
            + " difference of %s, which would matter, cannot be ruled out either (90 %% interval %s"
            + " to %s)%s; more data would settle it, and until then take %s.",
        metric.title(),
        number(Math.abs(result.difference())),
        number(result.pValue()),
        number(margin),
        signed(result.ci90().low()),
        signed(result.ci90().high()),
        noiseClause(noise),
        until);
  }

  /** What to use when nothing speaks for either. */
  private static String until(long savedParameters) {
    return savedParameters == 0
        ? "softmax, whose probabilities sum to 1 by themselves"
        : "sigmoid, the simpler one";
  }

  /** How far the 95 % interval reaches from the estimate towards 0. */
  private static double inward(PairedResult result) {
    return result.difference() > 0
        ? result.difference() - result.ci95().low()
        : result.ci95().high() - result.difference();
  }

  /** How far the 90 % interval reaches from the estimate away from 0. */
  private static double outward(PairedResult result) {
    return result.difference() > 0
        ? result.ci90().high() - result.difference()
        : result.difference() - result.ci90().low();
  }

  /** The test rows would decide, but the trainings are too few. */
  private static String untold(Metric metric, double size, double trainingChance, String until) {
    String chance =
        Double.isInfinite(trainingChance)
            ? "one training for each head does not tell how much of that is chance"
            : "training again with other random numbers alone explains up to "
                + number(trainingChance);
    return text(
        "No winner yet: the heads' %s differs by %s on these test rows, but %s; add --seeds, and until"
            + " then take %s.",
        metric.title(), number(size), chance, until);
  }

  private static String noiseClause(@Nullable Double noise) {
    return noise == null
        ? ""
        : "; merely re-seeding the sigmoid head changes it by " + number(noise) + " on average";
  }

  private static String number(double value) {
    return value != 0 && Math.abs(value) < 0.0001
        ? text("%.1e", value)
        : text("%.4f", value).replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
  }

  private static String signed(double value) {
    return value > 0 ? "+" + number(value) : number(value);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
