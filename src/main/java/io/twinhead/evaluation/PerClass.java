package io.twinhead.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How well one class is told from the rest, or one label from its absence. A part without rows to
 * speak of is undefined here, where a macro mean counts it as 0.
 *
 * @param support weight of the rows of the class, or that carry the label
 * @param precision share of them among the rows predicted so
 * @param recall share of them that is predicted so
 * @param f1 harmonic mean of precision and recall
 * @param rocAuc of its probability
 * @param averagePrecision of its probability
 */
public record PerClass(
    double support, Score precision, Score recall, Score f1, Score rocAuc, Score averagePrecision) {

  /** Every class in order, decided by the largest probability. */
  public static List<PerClass> of(ClassPredictions predictions) {
    ConfusionTable table = ConfusionTable.of(predictions);
    return IntStream.range(0, predictions.classes())
        .mapToObj(k -> of(table.oneAgainstRest(k), predictions.oneAgainstRest(k)))
        .toList();
  }

  /** Every label in order, decided at {@code threshold}. */
  public static List<PerClass> of(LabelPredictions predictions, Threshold threshold) {
    return IntStream.range(0, predictions.labels())
        .mapToObj(predictions::label)
        .map(label -> of(ConfusionMatrix.of(label, threshold), label))
        .toList();
  }

  private static PerClass of(ConfusionMatrix matrix, BinaryPredictions scores) {
    Ranking.Tally tally = new Ranking(scores).tally(scores.weights());
    return new PerClass(
        matrix.tp() + matrix.fn(),
        matrix.precision(),
        matrix.recall(),
        matrix.f1(),
        tally.rocAuc(),
        tally.averagePrecision());
  }
}
