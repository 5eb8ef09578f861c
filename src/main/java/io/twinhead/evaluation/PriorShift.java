package io.twinhead.evaluation;

/**
 * Adds a constant to the log-odds: the correction of a model that was trained at another prevalence
 * than it meets. The likelihood ratio of the classes is kept (Elkan, "The Foundations of
 * Cost-Sensitive Learning", 2001; King and Zeng, "Logistic Regression in Rare Events Data", 2001;
 * Saerens, Latinne and Decaestecker, "Adjusting the Outputs of a Classifier to New a Priori
 * Probabilities", 2002). A map fitted to data comes after it: {@code shift.then(fitted)}, fitted to
 * {@code shift.apply(predictions)}.
 *
 * @param offset added to the log-odds, finite
 */
public record PriorShift(double offset) implements Calibration {
  public PriorShift {
    LogOdds.requireFinite("offset", offset);
  }

  /**
   * Undoes class weights, which multiply the odds that a model learns by positive / negative: d -
   * log(positive / negative).
   *
   * @param negative weight of the rows of class 0 in training, positive and finite
   * @param positive weight of the rows of class 1 in training, positive and finite
   */
  public static PriorShift fromClassWeights(double negative, double positive) {
    return new PriorShift(
        Math.log(weight("negative", negative)) - Math.log(weight("positive", positive)));
  }

  @Override
  public double apply(double logOdds) {
    return LogOdds.finite(logOdds + offset);
  }

  private static double weight(String name, double weight) {
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the %s class weighs %s: must be a finite number above 0".formatted(name, weight));
    }
    return weight;
  }
}
