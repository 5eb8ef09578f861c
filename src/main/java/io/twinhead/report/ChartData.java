package io.twinhead.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.evaluation.Baseline;
import io.twinhead.evaluation.Curve;
import io.twinhead.evaluation.Reliability;
import io.twinhead.training.Epoch;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers behind a page's charts: all that its script knows. It draws and looks up; it computes
 * no result.
 *
 * @param prevalence share of positive rows among the held-out ones; null if they have no weight
 * @param baseline log loss of always predicting the prevalence; likewise
 * @param lossCeiling where the charts of the loss end
 */
record ChartData(
    @Nullable Double prevalence, @Nullable Double baseline, double lossCeiling, List<Head> heads) {
  private static final int POINTS = 300;

  /** One head's. */
  record Head(
      String name,
      double[][] roc,
      double[][] precisionRecall,
      List<Bin> reliability,
      List<Decisions> decisions,
      List<Course> runs,
      double[] meanTrain,
      double[] meanValidation) {

    private static Head of(HeadResult result) {
      return new Head(
          result.name(),
          points(Curve.roc(result.heldOut())),
          points(Curve.precisionRecall(result.heldOut())),
          Reliability.of(result.heldOut()).bins().stream().map(Bin::of).toList(),
          Decisions.of(result.heldOut()),
          result.runs().stream().map(Course::of).toList(),
          rounded(DoubleStream.of(MeanLoss.of(result.runs(), Epoch::trainLoss))),
          rounded(DoubleStream.of(MeanLoss.of(result.runs(), Epoch::validationLoss))));
    }
  }

  /** One bin of the reliability diagram. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Bin(@Nullable Double predicted, @Nullable Double observed, int count) {

    private static Bin of(Reliability.Bin bin) {
      return new Bin(bin.meanPredicted(), bin.observedShare(), bin.count());
    }
  }

  /** One training's losses, epoch by epoch. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Course(String name, double[] train, double[] validation, int best) {

    private static Course of(Run run) {
      return new Course(
          run.name(),
          rounded(run.history().stream().mapToDouble(Epoch::trainLoss)),
          rounded(run.history().stream().mapToDouble(Epoch::validationLoss)),
          run.bestEpoch());
    }
  }

  static ChartData of(List<HeadResult> heads) {
    Optional<Baseline> baseline = Baseline.of(heads.get(0).heldOut());
    Double entropy = baseline.map(Baseline::entropy).orElse(null);
    return new ChartData(
        baseline.map(Baseline::prevalence).orElse(null),
        entropy,
        LossCeiling.of(heads, entropy),
        heads.stream().map(Head::of).toList());
  }

  private static double[][] points(Optional<Curve> curve) {
    return curve.map(c -> Thinning.of(c.x(), c.y(), POINTS)).orElse(new double[0][]);
  }

  private static double[] rounded(DoubleStream losses) {
    return losses.map(Thinning::rounded).toArray();
  }
}
