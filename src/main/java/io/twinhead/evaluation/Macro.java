package io.twinhead.evaluation;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Means over classes or labels that give each the same say, whatever its number of rows. */
final class Macro {
  private Macro() {}

  /**
   * The mean over those that occur or are predicted; a part without rows to speak of counts as 0.
   * So does scikit-learn with exclusive classes and {@code zero_division=0}.
   */
  static Score ofDecisions(List<ConfusionMatrix> each, Function<ConfusionMatrix, Score> metric) {
    return mean(
        each.stream()
            .filter(matrix -> matrix.tp() + matrix.fp() + matrix.fn() > 0)
            .map(metric)
            .map(score -> score.defined() ? score : Score.of(0)),
        "no row has a label or is given one");
  }

  /** The mean over those where the metric is defined. */
  static Score ofDefined(Stream<Score> each, String whyNone) {
    return mean(each.filter(Score::defined), whyNone);
  }

  private static Score mean(Stream<Score> defined, String whyNone) {
    return defined.mapToDouble(score -> Objects.requireNonNull(score.value())).average().stream()
        .mapToObj(Score::of)
        .findFirst()
        .orElseGet(() -> Score.undefined(whyNone));
  }
}
