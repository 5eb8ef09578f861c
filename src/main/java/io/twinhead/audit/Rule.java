package io.twinhead.audit;

import static io.twinhead.audit.Severity.ERROR;
import static io.twinhead.audit.Severity.INFO;
import static io.twinhead.audit.Severity.WARNING;

/**
 * Everything that {@code lint} looks for: TH0.. in the network of a DL4J model file, TH1.. in data,
 * TH2.. in a run. A code keeps its meaning for ever.
 */
public enum Rule {
  SOFTMAX_OF_ONE(
      "TH001",
      ERROR,
      "softmax on one unit",
      "The softmax of a single number is 1 whatever the number, so the model always says 1."),
  TWO_SIGMOIDS(
      "TH002",
      WARNING,
      "two sigmoid units with binary cross-entropy",
      "With one-hot labels they are two models of one question: their probabilities need not sum"
          + " to 1, and the loss counts every row twice."),
  BINARY_LOSS_OF_SOFTMAX(
      "TH003",
      ERROR,
      "softmax units with binary cross-entropy",
      "DL4J reports the categorical loss then, but follows another gradient: the double one of two"
          + " units, and that of a different loss with more."),
  CATEGORICAL_LOSS_OF_ONE(
      "TH004",
      ERROR,
      "one sigmoid unit with categorical cross-entropy",
      "That loss is -y log p, which is 0 for every negative row: only positives teach, and the"
          + " probability drifts to 1."),
  DOUBLE_ACTIVATION(
      "TH005",
      ERROR,
      "probabilities fed where logits belong",
      "Squashed twice, the probability stays far from 0 and 1, and the gradient fades."),
  NO_PROBABILITY(
      "TH006",
      ERROR,
      "cross-entropy of outputs that are no probabilities",
      "The logarithm needs numbers between 0 and 1: for others DL4J's loss is clipped or NaN, and"
          + " its gradient up to 100,000 times too large."),
  SQUARED_LOSS(
      "TH007",
      WARNING,
      "distance loss on a probability",
      "Its gradient carries the slope of the output function, which is near 0 for rows that are"
          + " confidently wrong: they are learnt last."),
  CATEGORICAL_LOSS_OF_SIGMOIDS(
      "TH008",
      ERROR,
      "several sigmoid units with categorical cross-entropy",
      "Each unit hears of its own class's rows only and is never told 0, so that all probabilities"
          + " drift to 1."),
  LOSS_WEIGHTS(
      "TH009",
      WARNING,
      "loss weights that cannot weigh classes",
      "DL4J's loss weights count one for each output column, not for each class."),
  CLIPPED_LOSS(
      "TH010",
      INFO,
      "clipped loss",
      "Losses and gradients of clipped rows differ between the two heads for this reason alone."),
  NO_LOSS(
      "TH011",
      INFO,
      "no output layer with a loss",
      "DL4J can infer with such a network but not train it, and lint has no head to check."),

  OVERLAPPING_LABELS(
      "TH101",
      ERROR,
      "overlapping labels given to softmax",
      "Softmax shares a probability of 1 among the labels, so exactly one can hold in a row."),
  EXCLUSIVE_CLASSES(
      "TH102",
      WARNING,
      "exclusive classes given to sigmoid units",
      "Independent units learn one class against the rest and do not know that exactly one holds:"
          + " their probabilities do not sum to 1."),
  LABEL_CODES(
      "TH103",
      INFO,
      "labels that are numbers other than 0 and 1",
      "A cross-entropy taken of such codes is wrong without an error; here they are normalised"
          + " first."),
  INVERTED_POSITIVE(
      "TH104",
      WARNING,
      "positive class that sounds negative",
      "Precision, recall, F1 and average precision are about the positive class, and change when"
          + " the classes change places."),
  ONE_CLASS(
      "TH105", ERROR, "only one class", "There is nothing to tell apart, so nothing to learn."),
  SHARED_ROWS(
      "TH106",
      WARNING,
      "the same example in training and test",
      "A model can know such examples by heart, and the test result flatters it."),
  COPIES(
      "TH107",
      INFO,
      "rows that repeat others",
      "A random split puts copies into both training and test, which flatters the result."),
  LEAK(
      "TH108",
      WARNING,
      "a single column gives the label away",
      "Either the problem is trivial, or the column is a consequence of the label and will not be"
          + " there when predictions are made."),
  RARE_CLASS(
      "TH109",
      WARNING,
      "a class with fewer examples than folds",
      "Some fold has none to test on, so that metrics are undefined there and compare refuses."),
  IMBALANCE(
      "TH110",
      INFO,
      "strong imbalance",
      "Always predicting the common class is right nearly every time, so accuracy says little."),
  CONSTANT_COLUMN(
      "TH111", INFO, "constant columns", "What is the same in every row predicts nothing."),
  IDENTIFIER(
      "TH112",
      WARNING,
      "identifier used as a feature",
      "A value that hardly two rows share can only be learnt by heart, or betrays the order in which"
          + " the rows were collected."),
  NO_WEIGHT(
      "TH113", ERROR, "rows without weight", "Rows of weight 0 add nothing to loss or metrics."),

  THRESHOLD_IS_LOGIT(
      "TH201",
      ERROR,
      "threshold that is no probability",
      "Decisions compare probabilities with it, so that outside 0 to 1 all rows get the same label."),
  THRESHOLD_DISAGREES(
      "TH202",
      ERROR,
      "threshold and its logit disagree",
      "Whoever decides on logits and whoever decides on probabilities get different labels."),
  THRESHOLD_DEGENERATE(
      "TH203",
      WARNING,
      "threshold at the end of its range",
      "Every row gets the same label, except for probabilities of exactly 0 or 1."),
  STUCK(
      "TH204",
      WARNING,
      "loss stuck at the baseline",
      "A model that ignores its inputs and predicts the prevalence does no worse."),
  DIVERGED(
      "TH205",
      ERROR,
      "loss diverges",
      "The steps are too large for the loss's curvature, and later weights are of no use."),
  OVERFITS(
      "TH206",
      INFO,
      "overfitting",
      "The network learns its training rows by heart; the weights kept are those of the best epoch."),
  HEAD_MISMATCH(
      "TH207",
      ERROR,
      "head does not fit the labels",
      "Outputs would be read as probabilities of something that they are not."),
  CONSTANT_PREDICTIONS(
      "TH208",
      WARNING,
      "predictions without spread",
      "The model ranks the rows as chance does and gives all the same label."),
  INVERTED_RANKING(
      "TH209",
      WARNING,
      "predictions that rank the wrong way round",
      "Far below one half, the area under the ROC curve is a sign of swapped classes, not of noise."),
  BROKEN_RUN(
      "TH210",
      ERROR,
      "incomplete run",
      "Later commands read these files, and what they would say cannot be checked."),
  RECORD_DIFFERS(
      "TH211",
      WARNING,
      "record and model differ",
      "Predictions go by the model, so whoever reads the record is misled.");

  private final String code;
  private final Severity severity;
  private final String title;
  private final String why;

  Rule(String code, Severity severity, String title, String why) {
    this.code = code;
    this.severity = severity;
    this.title = title;
    this.why = why;
  }

  public String code() {
    return code;
  }

  public Severity severity() {
    return severity;
  }

  /** What is wrong, in a few words. */
  public String title() {
    return title;
  }

  /** Why it matters, in a sentence. */
  public String why() {
    return why;
  }

  /**
   * A finding of this rule.
   *
   * @param what is wrong, as one or more sentences with the observed values
   */
  Finding at(String where, String what, String remedy) {
    return new Finding(code, severity, where, what + " " + why, remedy);
  }
}
