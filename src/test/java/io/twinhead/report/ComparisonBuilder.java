package io.twinhead.report;

import io.twinhead.comparison.Arm;
import io.twinhead.comparison.Comparison;
import io.twinhead.comparison.Comparison.BackendSummary;
import io.twinhead.comparison.Comparison.DatasetSummary;
import io.twinhead.comparison.Comparison.HeadSummary;
import io.twinhead.comparison.Comparison.McNemarSummary;
import io.twinhead.comparison.Comparison.MetricSummary;
import io.twinhead.comparison.Comparison.ModelSummary;
import io.twinhead.comparison.Comparison.NoiseFloor;
import io.twinhead.comparison.Comparison.PairedSummary;
import io.twinhead.comparison.Outcome;
import io.twinhead.comparison.Verdict;
import io.twinhead.config.Task;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Threshold;
import io.twinhead.training.Epoch;
import io.twinhead.training.Judgement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A made-up comparison of three seeds and five folds, of which tests change what they are about.
 */
final class ComparisonBuilder {
  private final Map<String, MetricSummary> sigmoid = new LinkedHashMap<>();
  private final Map<String, MetricSummary> softmax = new LinkedHashMap<>();
  private final Map<String, PairedSummary> paired = new LinkedHashMap<>();
  private final Map<String, NoiseFloor> noise = new LinkedHashMap<>();
  private String dataset = "breast-cancer";
  private String positive = "malignant";
  private int seeds = 3;
  private int folds = 5;
  private double seconds = 0.52;
  private Judgement.Kind sigmoidKind = Judgement.Kind.LEARNS;
  private Judgement.Kind softmaxKind = Judgement.Kind.LEARNS;
  private Verdict verdict =
      new Verdict(
          "either",
          Verdict.Kind.EQUIVALENT,
          "Use either head: their log loss differs by 0.0012, surely less than the 0.02 that would"
              + " matter (90 % interval -0.0034 to +0.0058); sigmoid is the simpler one, with 33"
              + " fewer parameters.");

  ComparisonBuilder() {
    double step = 0;
    for (Metric metric : Metric.of(Metric.Kind.BINARY)) {
      double mean = metric.higherIsBetter() ? 0.97 - step : 0.08 + step;
      metric(metric, mean, 0.0012 - step / 3, 0.0046 + step / 3);
      step += 0.005;
    }
  }

  /** Both heads' means differ by {@code difference}; its 90 % interval is that +/- {@code half}. */
  ComparisonBuilder metric(Metric metric, double mean, double difference, double half) {
    return metric(metric, mean, difference, new Interval(difference - half, difference + half));
  }

  /** Both heads' means differ by {@code difference}, with this 90 % interval. */
  ComparisonBuilder metric(Metric metric, double mean, double difference, Interval ci90) {
    String key = metric.key();
    double margin = metric.defaultMargin();
    sigmoid.put(key, summary(mean, 0.0123));
    softmax.put(key, summary(mean + difference, 0.0131));
    double wider = (ci90.high() - ci90.low()) / 10;
    Interval ci95 = new Interval(ci90.low() - wider, ci90.high() + wider);
    paired.put(
        key,
        new PairedSummary(
            difference,
            ci90,
            ci95,
            0.64,
            margin,
            -margin < ci90.low() && ci90.high() < margin,
            Math.abs(difference),
            "corrected resampled t",
            null));
    noise.put(key, new NoiseFloor(0.0034, new Interval(0.001, 0.0058), null));
    return this;
  }

  /** Neither head has the metric in any training. */
  ComparisonBuilder undefined(Metric metric, String why) {
    String key = metric.key();
    MetricSummary none = new MetricSummary(null, null, Collections.singletonList(null), why);
    sigmoid.put(key, none);
    softmax.put(key, none);
    paired.put(
        key,
        new PairedSummary(
            null, null, null, null, metric.defaultMargin(), null, null, "bootstrap by row", why));
    noise.put(key, new NoiseFloor(null, null, "undefined"));
    return this;
  }

  ComparisonBuilder dataset(String name, String positiveClass) {
    dataset = name;
    positive = positiveClass;
    return this;
  }

  ComparisonBuilder design(int seedCount, int foldCount) {
    seeds = seedCount;
    folds = foldCount;
    return this;
  }

  ComparisonBuilder seconds(double perTraining) {
    seconds = perTraining;
    return this;
  }

  ComparisonBuilder verdict(Verdict.Kind kind, String head, String reason) {
    verdict = new Verdict(head, kind, reason);
    return this;
  }

  /** How most trainings of each head were judged; the first of each overfits. */
  ComparisonBuilder judged(Judgement.Kind ofSigmoid, Judgement.Kind ofSoftmax) {
    sigmoidKind = ofSigmoid;
    softmaxKind = ofSoftmax;
    return this;
  }

  Comparison comparison() {
    return new Comparison(
        1,
        new DatasetSummary(
            dataset,
            "d606af41".repeat(8),
            569,
            Task.BINARY,
            List.of("benign", positive),
            positive,
            2),
        new ModelSummary("dense-small", 4032),
        "reference",
        new BackendSummary("cpu", "AMD EPYC", "x86_64-onednn-avx2"),
        "naive",
        seedList(),
        folds,
        100,
        "log_loss",
        heads(),
        paired,
        noise,
        seedList().stream().map(seed -> new McNemarSummary(seed, 3, 5, 0.7265625)).toList(),
        null,
        null,
        List.of(),
        verdict);
  }

  /** The trainings: every held-out part has one positive row in four. */
  List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed : seedList()) {
      for (int fold = 1; fold <= folds; fold++) {
        for (Arm arm : List.of(Arm.SIGMOID, Arm.SOFTMAX, Arm.REPLICATE)) {
          boolean first = seed == 1 && fold == 1;
          Judgement.Kind kind = arm == Arm.SOFTMAX ? softmaxKind : sigmoidKind;
          outcomes.add(outcome(seed, fold, arm, first ? Judgement.Kind.OVERFITS : kind));
        }
      }
    }
    return outcomes;
  }

  private Outcome outcome(long seed, int fold, Arm arm, Judgement.Kind kind) {
    BinaryPredictions predictions =
        BinaryPredictions.of(new double[] {-2, -1, 0.5, 3}, new int[] {0, 0, 0, 1});
    return new Outcome(
        seed,
        fold,
        arm,
        16,
        new int[] {0, 1, 2, 3},
        predictions,
        Metrics.of(predictions, Threshold.HALF),
        List.of(
            new Epoch(1, 0.6, 0.5, Map.of(), 1000, 0.1, 0),
            new Epoch(2, 0.4, 0.45, Map.of(), 1000, 0.1, 0)),
        2,
        new Judgement(kind, kind.name()),
        seconds,
        arm == Arm.SOFTMAX ? 4098 : 4065,
        arm == Arm.SOFTMAX ? 66 : 33,
        "reference",
        null);
  }

  private Map<String, HeadSummary> heads() {
    Map<String, HeadSummary> heads = new LinkedHashMap<>();
    heads.put("sigmoid", new HeadSummary(33, 4065, sigmoid, Threshold.HALF, seconds));
    heads.put("softmax", new HeadSummary(66, 4098, softmax, Threshold.HALF, seconds));
    return heads;
  }

  private List<Long> seedList() {
    return LongStream.rangeClosed(1, seeds).boxed().toList();
  }

  private static MetricSummary summary(double mean, double half) {
    return new MetricSummary(mean, new Interval(mean - half, mean + half), List.of(mean), null);
  }
}
