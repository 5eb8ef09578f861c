package io.twinhead.evaluation;

import java.util.Optional;

/**
 * The log losses, in nats, that a classifier must beat to have learnt anything.
 *
 * @param prevalence weighted share of positive rows
 * @param entropy log loss of always predicting the prevalence, H(prevalence)
 * @param uniform log loss of always predicting one half, ln 2 whatever the rows
 */
public record Baseline(double prevalence, double entropy, double uniform) {

  /** The baseline at this prevalence, 0 to 1. */
  public static Baseline ofPrevalence(double prevalence) {
    return new Baseline(prevalence, Entropy.of(prevalence), Math.log(2));
  }

  /** The baseline on these rows; empty if they have no weight. */
  public static Optional<Baseline> of(BinaryPredictions predictions) {
    double positive = 0;
    double total = 0;
    for (int i = 0; i < predictions.size(); i++) {
      positive += predictions.labels()[i] * predictions.weights()[i];
      total += predictions.weights()[i];
    }
    return total == 0 ? Optional.empty() : Optional.of(ofPrevalence(positive / total));
  }
}
