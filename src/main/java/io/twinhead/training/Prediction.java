package io.twinhead.training;

import io.twinhead.evaluation.Threshold;
import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model says about one example.
 *
 * @param labels that are predicted: exactly one class, or any number of labels
 * @param probabilities of the positive class alone if there are two classes; of each class; or of
 *     each label
 */
public record Prediction(List<String> labels, List<Double> probabilities) {
  public Prediction {
    labels = List.copyOf(labels);
    probabilities = List.copyOf(probabilities);
  }

  static Prediction ofPositive(List<String> classes, double logOdds, Threshold threshold) {
    double positive = Logistic.sigmoid(logOdds);
    int predicted = threshold.accepts(positive) ? 1 : 0;
    return new Prediction(List.of(classes.get(predicted)), List.of(positive));
  }

  /** The most probable class, the first of those that tie. */
  static Prediction ofClasses(List<String> classes, double[] logProbabilities) {
    int best = 0;
    for (int k = 1; k < logProbabilities.length; k++) {
      best = logProbabilities[k] > logProbabilities[best] ? k : best;
    }
    return new Prediction(
        List.of(classes.get(best)),
        Arrays.stream(logProbabilities).map(Math::exp).boxed().toList());
  }

  static Prediction ofLabels(List<String> labels, double[] probabilities, Threshold threshold) {
    return new Prediction(
        IntStream.range(0, probabilities.length)
            .filter(k -> threshold.accepts(probabilities[k]))
            .mapToObj(labels::get)
            .toList(),
        Arrays.stream(probabilities).boxed().toList());
  }
}
