package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Unit;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a trained model does on some rows.
 *
 * @param run its directory
 * @param dataset where the rows are from
 * @param part of the run's split, {@code test}, or {@code all} rows of other data
 * @param rows their number
 * @param unit what one of them is called
 * @param seen whether training learnt from some of them
 * @param predictions for those rows
 * @param threshold the model's, of decisions
 * @param scores at that threshold
 * @param scoresAtHalf at one half
 */
public record Evaluation(
    String run,
    String dataset,
    String part,
    int rows,
    boolean seen,
    @JsonIgnore Unit unit,
    @JsonIgnore Predictions predictions,
    Threshold threshold,
    @JsonIgnore Map<Metric, Score> scores,
    @JsonIgnore Map<Metric, Score> scoresAtHalf) {
  private static final String ALL = "all";

  /**
   * Measures on the test part of the run's own data.
   *
   * @throws io.twinhead.config.InputException if it cannot be found again
   */
  public static Evaluation ofTestPart(SavedRun run) {
    return of(run, run.data(), "test", run.split().test());
  }

  /**
   * Measures on all rows of other data.
   *
   * @throws io.twinhead.config.InputException if the model cannot take them
   */
  public static Evaluation ofAll(SavedRun run, Dataset data) {
    return of(run, data, ALL, IntStream.range(0, data.rows()).toArray());
  }

  /** On the test part, before and after a choice that the model may not have yet. */
  public record BeforeAndAfter(Evaluation before, Evaluation after) {}

  /** Measures on the test part without a calibration and with the chosen one, at its threshold. */
  public static BeforeAndAfter ofTestPart(SavedRun run, Adjustment choice) {
    BinaryPredictions raw = run.uncalibrated(run.data(), run.split().test());
    Threshold threshold = choice.threshold().toThreshold();
    return new BeforeAndAfter(
        of(run, run.data(), "test", choice.chosen().unfitted().apply(raw), threshold),
        of(run, run.data(), "test", choice.chosen().apply(raw), threshold));
  }

  private static Evaluation of(SavedRun run, Dataset data, String part, int[] rows) {
    Predictions predictions = run.predict(data, rows);
    return of(run, data, part, predictions, run.threshold());
  }

  private static Evaluation of(
      SavedRun run, Dataset data, String part, Predictions predictions, Threshold threshold) {
    return new Evaluation(
        run.path().toString(),
        data.name(),
        part,
        predictions.size(),
        part.equals(ALL) && run.learntFrom(data),
        data.unit(),
        predictions,
        threshold,
        Metrics.of(predictions, threshold),
        Metrics.of(predictions, Threshold.HALF));
  }

  /** Whether decisions are at another threshold than one half. */
  public boolean hasOwnThreshold() {
    return threshold.value() != Threshold.HALF.value();
  }

  /** At the model's threshold by key; null where undefined. */
  @JsonProperty
  public Map<String, @Nullable Double> metrics() {
    return values(scores);
  }

  /** Why metrics are undefined, by key. */
  @JsonProperty
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public Map<String, String> why() {
    Map<String, String> reasons = new LinkedHashMap<>();
    scores.forEach(
        (metric, score) -> {
          if (score.why() != null) {
            reasons.put(metric.key(), score.why());
          }
        });
    return reasons;
  }

  /** At one half by key; null where undefined. */
  @JsonProperty
  public Map<String, @Nullable Double> metricsAtHalf() {
    return values(scoresAtHalf);
  }

  private static Map<String, @Nullable Double> values(Map<Metric, Score> scores) {
    Map<String, @Nullable Double> values = new LinkedHashMap<>();
    scores.forEach((metric, score) -> values.put(metric.key(), score.value()));
    return values;
  }
}
