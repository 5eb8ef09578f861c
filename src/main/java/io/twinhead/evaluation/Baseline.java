package io.twinhead.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The log losses, in nats, that a classifier must beat to have learnt anything.
 *
 * @param shares weighted share of the rows: of two classes that of the positive one alone; of
 *     exclusive classes that of each; of overlapping labels that of each label's carriers
 * @param entropy log loss of always predicting the shares: their entropy; of labels the mean over
 *     labels
 * @param uniform log loss of knowing nothing: ln K for K exclusive classes, ln 2 for two classes
 *     and for labels, whatever the rows
 */
public record Baseline(List<Double> shares, double entropy, double uniform) {

  public Baseline {
    shares = List.copyOf(shares);
  }

  /** The baseline on these rows; empty if they have no weight. */
  public static Optional<Baseline> of(Predictions predictions) {
    double total = Arrays.stream(predictions.weights()).sum();
    if (total == 0) {
      return Optional.empty();
    }
    if (predictions instanceof ClassPredictions classes) {
      return Optional.of(ofClasses(shares(classes, total)));
    }
    return Optional.of(
        ofLabels(
            predictions instanceof LabelPredictions labels
                ? shares(labels, total)
                : shares((BinaryPredictions) predictions, total)));
  }

  /**
   * The share of positive rows, of two classes.
   *
   * @throws IllegalStateException if there are more shares than that one
   */
  public double prevalence() {
    if (shares.size() != 1) {
      throw new IllegalStateException(shares.size() + " shares, not one prevalence");
    }
    return shares.get(0);
  }

  private static Baseline ofLabels(double[] shares) {
    double mean = Arrays.stream(shares).map(Entropy::of).sum() / shares.length;
    return new Baseline(boxed(shares), mean, Math.log(2));
  }

  private static Baseline ofClasses(double[] shares) {
    double entropy = Arrays.stream(shares).map(p -> p == 0 ? 0 : -p * Math.log(p)).sum();
    return new Baseline(boxed(shares), entropy, Math.log(shares.length));
  }

  private static List<Double> boxed(double[] shares) {
    return Arrays.stream(shares).boxed().toList();
  }

  private static double[] shares(BinaryPredictions predictions, double total) {
    double[] sums = new double[1];
    for (int i = 0; i < predictions.size(); i++) {
      sums[0] += predictions.labels()[i] * predictions.weights()[i];
    }
    return divided(sums, total);
  }

  private static double[] shares(ClassPredictions predictions, double total) {
    double[] sums = new double[predictions.classes()];
    for (int i = 0; i < predictions.size(); i++) {
      sums[predictions.labels()[i]] += predictions.weights()[i];
    }
    return divided(sums, total);
  }

  private static double[] shares(LabelPredictions predictions, double total) {
    int labels = predictions.labels();
    double[] sums = new double[labels];
    for (int j = 0; j < predictions.targets().length; j++) {
      sums[j % labels] += predictions.targets()[j] * predictions.weights()[j / labels];
    }
    return divided(sums, total);
  }

  /** Sums in another order than the total's may exceed it by rounding. */
  private static double[] divided(double[] sums, double total) {
    return Arrays.stream(sums).map(sum -> Math.min(1, sum / total)).toArray();
  }
}
