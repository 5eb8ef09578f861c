package io.twinhead.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.twinhead.config.Task;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Threshold;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a comparison, as {@code comparison.json} holds it. Differences are softmax -
 * sigmoid; maps are keyed by metric and by head, in display order; undefined values are null.
 *
 * @param schema version of this layout
 * @param folds of the cross-validation; 1 when the data set's own test part was used
 * @param seeds the seeds; folds are redrawn for each, unless they follow time
 * @param paired the heads' differences on identical splits
 * @param noiseFloor sigmoid against sigmoid with other initial weights and order
 * @param mcnemar per seed, over all held-out rows, at the threshold or by the most probable class
 * @param matched the same of the matched heads, if {@code heads} and {@code paired} are naive
 * @param lockstep the proof that matched heads take the same steps; absent in naive mode
 * @param lockstepRuns all pairs of networks that took steps together, the proof first
 */
public record Comparison(
    int schema,
    DatasetSummary dataset,
    ModelSummary model,
    String engine,
    BackendSummary backend,
    String mode,
    List<Long> seeds,
    int folds,
    int epochs,
    String primary,
    Map<String, HeadSummary> heads,
    Map<String, PairedSummary> paired,
    Map<String, NoiseFloor> noiseFloor,
    List<McNemarSummary> mcnemar,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MatchedSummary matched,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LockstepResult lockstep,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LockstepResult> lockstepRuns,
    Verdict verdict) {

  /**
   * The matched heads beside naive ones.
   *
   * @param verdict about them
   */
  public record MatchedSummary(
      Map<String, HeadSummary> heads, Map<String, PairedSummary> paired, Verdict verdict) {}

  /**
   * The data.
   *
   * @param positive the class that metrics are about; null unless there are two
   */
  public record DatasetSummary(
      String name,
      String sha256,
      int rows,
      Task task,
      List<String> classes,
      @Nullable String positive,
      int duplicates) {}

  /** The trunk, which both heads share. */
  public record ModelSummary(String name, long trunkParameters) {}

  /** What ran the tensor kernels. */
  public record BackendSummary(
      String name, String cpu, @JsonProperty("native") String nativeLibrary) {}

  /**
   * One head.
   *
   * @param threshold of decisions; null where the most probable of several classes is predicted
   * @param trainSeconds mean wall-clock seconds of one training
   */
  public record HeadSummary(
      long headParameters,
      long parameters,
      Map<String, MetricSummary> metrics,
      @Nullable Threshold threshold,
      double trainSeconds) {}

  /**
   * One metric over all seeds and folds.
   *
   * @param why a figure is missing or rests on fewer values; absent otherwise
   */
  public record MetricSummary(
      @Nullable Double mean,
      @Nullable Interval ci95,
      List<@Nullable Double> values,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String why) {}

  /**
   * One metric's difference.
   *
   * @param meanAbsDifference over seeds and folds, to be read against the noise floor
   * @param method that the intervals come from
   */
  public record PairedSummary(
      @Nullable Double difference,
      @Nullable Interval ci90,
      @Nullable Interval ci95,
      @Nullable Double pValue,
      double margin,
      @Nullable Boolean equivalent,
      @Nullable Double meanAbsDifference,
      String method,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String why) {}

  /** One metric's noise: the mean absolute difference between two sigmoid runs. */
  public record NoiseFloor(
      @Nullable Double meanAbsDifference,
      @Nullable Interval ci95,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String why) {}

  /** Rows that only one head got right. */
  public record McNemarSummary(
      long seed, int onlySigmoidRight, int onlySoftmaxRight, double pValue) {}
}
