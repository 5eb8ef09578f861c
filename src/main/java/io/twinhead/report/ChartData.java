package io.twinhead.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.evaluation.Baseline;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.ConfusionMatrix;
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
 * @param start the step at which the threshold starts
 * @param uncalibrated reliability before calibration; none without
 * @param plots lines that are about neither head alone
 */
record ChartData(
    List<Double> shares,
    @Nullable Double baseline,
    double lossCeiling,
    int start,
    List<Head> heads,
    List<Bin> uncalibrated,
    List<Plot> plots) {
  private static final int POINTS = 300;

  /** Points of each curve where there are several classes or labels. */
  private static final int FEWER_POINTS = 100;

  /**
   * One head's.
   *
   * @param curves of the positive class, of each class or of each label
   * @param decisions by threshold, between two classes only
   * @param own where it decides, unless at one half
   */
  record Head(
      String name,
      List<Curves> curves,
      List<Bin> reliability,
      List<Decisions> decisions,
      @Nullable Operating own,
      List<Course> runs,
      double[] meanTrain,
      double[] meanValidation) {

    private static Head of(HeadResult result) {
      return new Head(
          result.name(),
          Curves.of(Questions.of(result.heldOut())),
          Bin.of(Questions.together(result.heldOut())),
          result.heldOut() instanceof BinaryPredictions binary ? Decisions.of(binary) : List.of(),
          result.hasOwnThreshold() ? Operating.of(result) : null,
          result.runs().stream().map(Course::of).toList(),
          rounded(DoubleStream.of(MeanLoss.of(result.runs(), Epoch::trainLoss))),
          rounded(DoubleStream.of(MeanLoss.of(result.runs(), Epoch::validationLoss))));
    }
  }

  /**
   * Where a head decides between two classes.
   *
   * @param roc false and true positive rate; empty without rows of both classes
   * @param precisionRecall recall and precision; empty without either
   */
  record Operating(double threshold, List<Double> roc, List<Double> precisionRecall) {

    private static Operating of(HeadResult head) {
      ConfusionMatrix matrix =
          ConfusionMatrix.of((BinaryPredictions) head.heldOut(), head.threshold());
      Double recall = matrix.recall().value();
      double negative = matrix.fp() + matrix.tn();
      return new Operating(
          head.threshold().value(),
          point(negative == 0 ? null : matrix.fp() / negative, recall),
          point(recall, matrix.precision().value()));
    }

    private static List<Double> point(@Nullable Double x, @Nullable Double y) {
      return x == null || y == null ? List.of() : List.of(x, y);
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

    private static List<Bin> of(BinaryPredictions predictions) {
      return Reliability.of(predictions).bins().stream()
          .map(bin -> new Bin(bin.meanPredicted(), bin.observedShare(), bin.count()))
          .toList();
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
        Decisions.nearest(heads.get(0).threshold()),
        heads.stream().map(Head::of).toList(),
        List.of(),
        List.of());
  }

  /** The data of a page that shows plots only. */
  static ChartData of(Plot... plots) {
    return new ChartData(List.of(), null, 0, 0, List.of(), List.of(), List.of(plots));
  }

  /** The same with plots. */
  ChartData with(List<Plot> more) {
    return new ChartData(shares, baseline, lossCeiling, start, heads, uncalibrated, more);
  }

  /** The same with one head's predictions before its calibration. */
  ChartData calibratedFrom(BinaryPredictions before) {
    return new ChartData(shares, baseline, lossCeiling, start, heads, Bin.of(before), plots);
  }

  private static double[] rounded(DoubleStream losses) {
    return losses.map(Thinning::rounded).toArray();
  }
}
