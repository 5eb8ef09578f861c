package io.twinhead.comparison;

import io.twinhead.config.PlanConfig;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The outcomes of all trainings, by arm; each arm in the order of seeds and folds. */
public final class Outcomes {
  private final List<Outcome> all;

  public Outcomes(List<Outcome> all) {
    this.all = List.copyOf(all);
  }

  /** The outcomes of one arm. */
  public List<Outcome> of(Arm arm) {
    return all.stream().filter(outcome -> outcome.arm() == arm).toList();
  }

  /** One seed's predictions for all its held-out rows, fold after fold. */
  public Predictions pooled(Arm arm, long seed) {
    return pooled(of(arm).stream().filter(outcome -> outcome.seed() == seed).toList());
  }

  /** The predictions of all seeds and folds. */
  public Predictions pooled(Arm arm) {
    return pooled(of(arm));
  }

  /** What the engines decided, if all of them decided the same. */
  public @Nullable PlanConfig plan() {
    PlanConfig first = all.get(0).plan();
    return all.stream().allMatch(outcome -> Objects.equals(outcome.plan(), first)) ? first : null;
  }

  /** What the predictions are about. */
  Metric.Kind kind() {
    return all.get(0).predictions().kind();
  }

  int folds() {
    return all.stream().mapToInt(Outcome::fold).max().orElseThrow();
  }

  /** A metric's values, null where undefined. */
  List<@Nullable Double> values(Arm arm, Metric metric) {
    List<@Nullable Double> values = new ArrayList<>();
    of(arm).forEach(outcome -> values.add(score(outcome, metric).value()));
    return values;
  }

  /** Why some values of these arms are undefined; null when all are defined. */
  @Nullable String why(Metric metric, Arm... arms) {
    for (Arm arm : arms) {
      List<Score> undefined =
          of(arm).stream().map(o -> score(o, metric)).filter(s -> !s.defined()).toList();
      if (!undefined.isEmpty()) {
        return "undefined in %d of %d %s runs: %s"
            .formatted(undefined.size(), of(arm).size(), arm.title(), undefined.get(0).why());
      }
    }
    return null;
  }

  /** Second arm less first on each split, null where one of them is undefined. */
  List<@Nullable Double> differences(Metric metric, Arm first, Arm second) {
    List<@Nullable Double> a = values(first, metric);
    List<@Nullable Double> b = values(second, metric);
    List<@Nullable Double> differences = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      Double from = a.get(i);
      Double to = b.get(i);
      differences.add(from == null || to == null ? null : to - from);
    }
    return differences;
  }

  /** How much two sigmoid runs differ on each split, without the sign. */
  List<@Nullable Double> noise(Metric metric) {
    return absolute(differences(metric, Arm.SIGMOID, Arm.REPLICATE));
  }

  /** The mean over seeds for each fold, of values in the order of seeds and folds. */
  List<@Nullable Double> perFold(List<@Nullable Double> values) {
    List<@Nullable Double> means = new ArrayList<>();
    for (int fold = 0; fold < folds(); fold++) {
      List<@Nullable Double> same = new ArrayList<>();
      for (int i = fold; i < values.size(); i += folds()) {
        same.add(values.get(i));
      }
      means.add(mean(same));
    }
    return means;
  }

  /** The mean over splits of rows tested per row known. */
  double testToKnownRatio() {
    return of(Arm.SIGMOID).stream()
        .mapToDouble(o -> (double) o.rows().length / o.knownRows())
        .average()
        .orElseThrow();
  }

  /** The engine that ran the steps: the trunk, which all share, decides whether it can. */
  String engine() {
    return all.get(0).engine();
  }

  long parameters(Arm arm) {
    return of(arm).get(0).parameters();
  }

  long headParameters(Arm arm) {
    return of(arm).get(0).headParameters();
  }

  double meanSeconds(Arm arm) {
    return of(arm).stream().mapToDouble(Outcome::seconds).average().orElseThrow();
  }

  static double[] defined(List<@Nullable Double> values) {
    return values.stream().filter(Objects::nonNull).mapToDouble(Double::doubleValue).toArray();
  }

  static List<@Nullable Double> absolute(List<@Nullable Double> values) {
    List<@Nullable Double> absolute = new ArrayList<>(values);
    absolute.replaceAll(value -> value == null ? null : Math.abs(value));
    return absolute;
  }

  /** The mean of the defined values; null if there is none. */
  static @Nullable Double mean(List<@Nullable Double> values) {
    OptionalDouble mean = DoubleStream.of(defined(values)).average();
    return mean.isEmpty() ? null : mean.getAsDouble();
  }

  private static Score score(Outcome outcome, Metric metric) {
    return Objects.requireNonNull(outcome.metrics().get(metric));
  }

  private static Predictions pooled(List<Outcome> outcomes) {
    return Pool.of(outcomes.stream().map(Outcome::predictions).toList());
  }
}
