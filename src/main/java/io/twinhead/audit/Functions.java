package io.twinhead.audit;

import io.twinhead.config.Link;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Curve;
import io.twinhead.evaluation.Entropy;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.Logistic;
import io.twinhead.head.OutputHead;

/**
 * The functions that the checks are about: this program's own, unless one is put in their place.
 */
interface Functions {
  /** Loss of one sigmoid unit for the target probability q. */
  default double loss(double s, float q) {
    return OutputHead.SIGMOID.loss(new double[] {s}, 0, new float[] {q});
  }

  /** The derivative of {@link #loss}. */
  default double slope(double s, float q) {
    return gradient(OutputHead.SIGMOID, new double[] {s}, q)[0];
  }

  /** Loss of two softmax units. */
  default double pairLoss(double[] z, float q) {
    return OutputHead.SOFTMAX.loss(z, 0, new float[] {q});
  }

  /** The derivatives of {@link #pairLoss}. */
  default double[] pairGradient(double[] z, float q) {
    return gradient(OutputHead.SOFTMAX, z, q);
  }

  /** Loss of as many softmax units as there are logits, three or more. */
  default double softmaxLoss(double[] z, float[] targets) {
    return OutputHead.softmax(z.length).loss(z, 0, targets);
  }

  /** The derivative of the loss that learns from a teacher alone. */
  default double distilledSlope(double s, double temperature, float soft) {
    double[] gradient = new double[1];
    OutputHead.SIGMOID
        .distilled(temperature, 0)
        .gradient(new double[] {s}, 0, new float[] {0, soft}, 1, gradient);
    return gradient[0];
  }

  default double sigma(double s) {
    return Logistic.sigmoid(s);
  }

  default double logit(double p) {
    return Logistic.logit(p);
  }

  /** Probability of one unit with this link. */
  default double probability(Link link, double s) {
    return probabilities(OutputHead.sigmoid(1, link), s)[0];
  }

  /** Loss of one unit with this link. */
  default double linkLoss(Link link, double s, float q) {
    return OutputHead.sigmoid(1, link).loss(new double[] {s}, 0, new float[] {q});
  }

  /** Log-odds of one unit with this link. */
  default double logOdds(Link link, double s) {
    return OutputHead.sigmoid(1, link).logOdds(new double[] {s}, 0);
  }

  default double[] softmax(double... z) {
    return probabilities(OutputHead.softmax(z.length), z);
  }

  default double[] logSoftmax(double... z) {
    return logProbabilities(OutputHead.softmax(z.length), z);
  }

  default double[] sigmoids(double... z) {
    return probabilities(OutputHead.sigmoid(z.length), z);
  }

  /** Log-probabilities of exclusive classes from a sigmoid unit for each. */
  default double[] oneAgainstRest(double... z) {
    return logProbabilities(OutputHead.sigmoid(z.length), z);
  }

  /** The decision at one half. */
  default boolean accepts(double probability) {
    return Threshold.HALF.accepts(probability);
  }

  default Curve precisionRecall(BinaryPredictions predictions) {
    return Curve.precisionRecall(predictions).orElseThrow();
  }

  default Curve roc(BinaryPredictions predictions) {
    return Curve.roc(predictions).orElseThrow();
  }

  default double entropy(double p) {
    return Entropy.of(p);
  }

  default double crossEntropy(double p, double q) {
    return Entropy.cross(p, q);
  }

  default double divergence(double p, double q) {
    return Entropy.divergence(p, q);
  }

  private static double[] gradient(OutputHead head, double[] z, float q) {
    double[] gradient = new double[z.length];
    head.gradient(z, 0, new float[] {q}, 1, gradient);
    return gradient;
  }

  private static double[] probabilities(OutputHead head, double... z) {
    double[] p = new double[z.length];
    head.probabilities(z, 0, p);
    return p;
  }

  private static double[] logProbabilities(OutputHead head, double... z) {
    double[] logs = new double[z.length];
    head.logProbabilities(z, 0, logs);
    return logs;
  }
}
