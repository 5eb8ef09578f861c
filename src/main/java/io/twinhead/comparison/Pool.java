package io.twinhead.comparison;

import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.LabelPredictions;
import io.twinhead.evaluation.Predictions;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Puts the predictions of several trainings after each other. */
final class Pool {
  private Pool() {}

  /** All rows of predictions of one kind, at least one of them. */
  static Predictions of(List<Predictions> parts) {
    double[] weights = doubles(parts, Predictions::weights);
    return switch (parts.get(0).kind()) {
      case BINARY -> {
        List<BinaryPredictions> binary = cast(parts, BinaryPredictions.class);
        yield new BinaryPredictions(
            doubles(binary, BinaryPredictions::logits),
            ints(binary, BinaryPredictions::labels),
            weights);
      }
      case CLASSES -> {
        List<ClassPredictions> classes = cast(parts, ClassPredictions.class);
        yield new ClassPredictions(
            doubles(classes, ClassPredictions::logProbabilities),
            classes.get(0).classes(),
            ints(classes, ClassPredictions::labels),
            weights);
      }
      case LABELS -> {
        List<LabelPredictions> labels = cast(parts, LabelPredictions.class);
        yield new LabelPredictions(
            doubles(labels, LabelPredictions::logits),
            labels.get(0).labels(),
            bytes(labels),
            weights);
      }
    };
  }

  private static <P> List<P> cast(List<Predictions> parts, Class<P> kind) {
    return parts.stream().map(kind::cast).toList();
  }

  private static <P> double[] doubles(List<P> parts, Function<P, double[]> values) {
    return parts.stream().flatMapToDouble(p -> DoubleStream.of(values.apply(p))).toArray();
  }

  private static <P> int[] ints(List<P> parts, Function<P, int[]> values) {
    return parts.stream().flatMapToInt(p -> IntStream.of(values.apply(p))).toArray();
  }

  private static byte[] bytes(List<LabelPredictions> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(part -> all.writeBytes(part.targets()));
    return all.toByteArray();
  }
}
