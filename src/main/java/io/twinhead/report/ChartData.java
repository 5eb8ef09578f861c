package io.twinhead.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.evaluation.Baseline;
import io.twinhead.evaluation.BinaryPredictions;
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
 * @param shares of the held-out rows that are positive, or of each class, or carry each label; none
 *     if the rows have no weight
 * @param baseline log loss of always predicting the shares; null if the rows have no weight
 * @param lossCeiling where the charts of the loss end
 * @param plots lines that are about neither head alone
 */
record ChartData(
    List<Double> shares,
    @Nullable Double baseline,
    double lossCeiling,
    List<Head> heads,
    List<Plot> plots) {
  private static final int POINTS = 300;

  /** Points of each curve where there are several classes or labels. */
  private static final int FEWER_POINTS = 100;

  /**
   * One head's.
   *
   * @param curves of the positive class, of each class or of each label
   * @param decisions by threshold, between two classes only
   */
  record Head(
      String name,
      List<Curves> curves,
      List<Bin> reliability,
      List<Decisions> decisions,
      List<Course> runs,
      double[] meanTrain,
      double[] meanValidation) {

    private static Head of(HeadResult result) {
      return new Head(
          result.name(),
          Curves.of(Questions.of(result.heldOut())),
          Reliability.of(Questions.together(result.heldOut())).bins().stream()
              .map(Bin::of)
              .toList(),
          result.heldOut() instanceof BinaryPredictions binary ? Decisions.of(binary) : List.of(),
          result.runs().stream().map(Course::of).toList(),
          rounded(DoubleStream.of(MeanLoss.of(result.runs(), Epoch::trainLoss))),
          rounded(DoubleStream.of(MeanLoss.of(result.runs(), Epoch::validationLoss))));
    }
  }

  /** How well rows are ranked: {x, y} points. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Curves(double[][] roc, double[][] precisionRecall) {

    private static List<Curves> of(List<BinaryPredictions> questions) {
      int most = questions.size() == 1 ? POINTS : FEWER_POINTS;
      return questions.stream()
          .map(q -> new Curves(points(Curve.roc(q), most), points(Curve.precisionRecall(q), most)))
          .toList();
    }

    private static double[][] points(Optional<Curve> curve, int most) {
      return curve.map(c -> Thinning.of(c.x(), c.y(), most)).orElse(new double[0][]);
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
        baseline.map(Baseline::shares).orElse(List.of()),
        entropy,
        LossCeiling.of(heads, entropy),
        heads.stream().map(Head::of).toList(),
        List.of());
  }

  /** The data of a page that shows plots only. */
  static ChartData of(Plot... plots) {
    return new ChartData(List.of(), null, 0, List.of(), List.of(plots));
  }

  /** The same with plots. */
  ChartData with(List<Plot> more) {
    return new ChartData(shares, baseline, lossCeiling, heads, more);
  }

  private static double[] rounded(DoubleStream losses) {
    return losses.map(Thinning::rounded).toArray();
  }
}
