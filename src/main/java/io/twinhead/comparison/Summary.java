package io.twinhead.comparison;

import io.twinhead.comparison.Comparison.BackendSummary;
import io.twinhead.comparison.Comparison.DatasetSummary;
import io.twinhead.comparison.Comparison.HeadSummary;
import io.twinhead.comparison.Comparison.MatchedSummary;
import io.twinhead.comparison.Comparison.McNemarSummary;
import io.twinhead.comparison.Comparison.MetricSummary;
import io.twinhead.comparison.Comparison.ModelSummary;
import io.twinhead.comparison.Comparison.NoiseFloor;
import io.twinhead.comparison.Comparison.PairedSummary;
import io.twinhead.config.BackendName;
import io.twinhead.config.EvaluationConfig;
import io.twinhead.config.Task;
import io.twinhead.dataset.Dataset;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.McNemar;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.PairedResult;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Threshold;
import io.twinhead.run.Provenance;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Condenses the outcomes of all trainings into the result. */
public final class Summary {
  private final boolean matched;
  private final Dataset data;
  private final ComparisonPlan plan;
  private final Outcomes outcomes;
  private final Inference inference;
  private final List<Metric> metrics;
  private final Map<Metric, PairedResult> results = new EnumMap<>(Metric.class);

  private Summary(Dataset data, ComparisonPlan plan, List<Outcome> outcomes, boolean matched) {
    this.matched = matched;
    this.data = data;
    this.plan = plan;
    this.outcomes = new Outcomes(outcomes);
    this.inference = Inference.of(data, plan, this.outcomes);
    this.metrics = Metric.of(this.outcomes.kind());
    for (Metric metric : metrics) {
      inference.paired(metric).ifPresent(result -> results.put(metric, result));
    }
  }

  /**
   * Summarises the outcomes of {@link Comparer#run}.
   *
   * @param lockstep what came of {@link LockstepProof}; none in naive mode
   */
  public static Comparison of(
      Dataset data, ComparisonPlan plan, List<Outcome> outcomes, List<LockstepResult> lockstep) {
    MatchedSummary matched =
        plan.mode() == EvaluationConfig.Mode.BOTH
            ? new Summary(data, plan, Outcome.matched(outcomes), true).asMatched()
            : null;
    boolean onlyMatched = plan.mode() == EvaluationConfig.Mode.MATCHED;
    return new Summary(data, plan, plan.shown(outcomes), onlyMatched).summarise(matched, lockstep);
  }

  private MatchedSummary asMatched() {
    Comparison comparison = summarise(null, List.of());
    return new MatchedSummary(comparison.heads(), comparison.paired(), comparison.verdict());
  }

  private Comparison summarise(@Nullable MatchedSummary matched, List<LockstepResult> lockstep) {
    Map<String, HeadSummary> heads = new LinkedHashMap<>();
    heads.put(Arm.SIGMOID.headName(), head(Arm.SIGMOID));
    heads.put(Arm.SOFTMAX.headName(), head(Arm.SOFTMAX));
    Map<String, PairedSummary> paired = new LinkedHashMap<>();
    Map<String, NoiseFloor> noiseFloor = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      paired.put(metric.key(), paired(metric));
      noiseFloor.put(metric.key(), noiseFloor(metric));
    }
    return new Comparison(
        1,
        new DatasetSummary(
            data.name(),
            data.sha256(),
            data.rows(),
            data.task(),
            data.classes(),
            data.task() == Task.BINARY ? data.positive() : null,
            data.duplicates()),
        new ModelSummary(
            plan.model().name(),
            outcomes.parameters(Arm.SIGMOID) - outcomes.headParameters(Arm.SIGMOID)),
        outcomes.engine(),
        new BackendSummary(
            BackendName.chosen().toString(),
            Provenance.current().cpu(),
            Provenance.current().nativeLibrary()),
        plan.mode().toString(),
        plan.seeds(),
        outcomes.folds(),
        plan.epochs(),
        plan.primary().key(),
        heads,
        paired,
        noiseFloor,
        plan.seeds().stream().map(this::mcnemar).toList(),
        matched,
        lockstep.isEmpty() ? null : lockstep.get(0),
        lockstep,
        verdict());
  }

  private HeadSummary head(Arm arm) {
    Map<String, MetricSummary> summaries = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      summaries.put(metric.key(), metricSummary(arm, metric));
    }
    return new HeadSummary(
        outcomes.headParameters(arm),
        outcomes.parameters(arm),
        summaries,
        data.task() == Task.BINARY ? Threshold.HALF : null,
        outcomes.meanSeconds(arm));
  }

  private MetricSummary metricSummary(Arm arm, Metric metric) {
    List<@Nullable Double> values = outcomes.values(arm, metric);
    Interval interval =
        inference
            .interval(arm, metric)
            .map(found -> metric.withinRange(found, outcomes.kind()))
            .orElse(null);
    return new MetricSummary(
        Outcomes.mean(values), interval, values, why(interval != null, metric, arm));
  }

  private PairedSummary paired(Metric metric) {
    double margin = Objects.requireNonNull(plan.margins().get(metric));
    List<@Nullable Double> differences = outcomes.differences(metric, Arm.SIGMOID, Arm.SOFTMAX);
    PairedResult result = results.get(metric);
    String why = why(result != null, metric, Arm.SIGMOID, Arm.SOFTMAX);
    return new PairedSummary(
        Outcomes.mean(differences),
        result == null ? null : result.ci90(),
        result == null ? null : result.ci95(),
        result == null ? null : result.pValue(),
        margin,
        result == null ? null : result.equivalentWithin(margin),
        Outcomes.mean(Outcomes.absolute(differences)),
        inference.method(metric),
        why);
  }

  private NoiseFloor noiseFloor(Metric metric) {
    Interval interval = inference.noise(metric).orElse(null);
    return new NoiseFloor(
        Outcomes.mean(outcomes.noise(metric)),
        interval,
        why(interval != null, metric, Arm.SIGMOID, Arm.REPLICATE));
  }

  /** Why a figure is missing, or rests on fewer values than it might; null if neither. */
  private @Nullable String why(boolean inferred, Metric metric, Arm... arms) {
    String undefined = outcomes.why(metric, arms);
    return undefined != null || inferred ? undefined : inference.gap(metric);
  }

  private McNemarSummary mcnemar(long seed) {
    Predictions sigmoid = outcomes.pooled(Arm.SIGMOID, seed);
    Predictions softmax = outcomes.pooled(Arm.SOFTMAX, seed);
    McNemar.Result result = Discordant.of(sigmoid, softmax);
    return new McNemarSummary(
        seed, result.onlyFirstRight(), result.onlySecondRight(), result.pValue());
  }

  private Verdict verdict() {
    Metric primary = plan.primary();
    PairedResult result = results.get(primary);
    return Verdict.of(
        primary,
        result,
        why(result != null, primary, Arm.SIGMOID, Arm.SOFTMAX),
        Objects.requireNonNull(plan.margins().get(primary)),
        matched ? 0 : inference.trainingChance(primary), // matched heads share all random numbers
        Outcomes.mean(outcomes.noise(primary)),
        outcomes.parameters(Arm.SOFTMAX) - outcomes.parameters(Arm.SIGMOID));
  }
}
