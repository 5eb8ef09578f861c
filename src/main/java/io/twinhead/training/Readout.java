package io.twinhead.training;

import io.twinhead.dataset.ClassTargets;
import io.twinhead.dataset.LabelTargets;
import io.twinhead.dataset.Targets;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.LabelPredictions;
import io.twinhead.evaluation.Predictions;
import io.twinhead.head.OutputHead;
import io.twinhead.head.SigmoidHead;

/** Turns a network's logits into what it says about labelled examples. */
final class Readout {
  private final OutputHead head;
  private final double[] logits;
  private final double[] weights;

  private Readout(OutputHead head, double[] logits, double[] weights) {
    this.head = head;
    this.logits = logits;
    this.weights = weights;
  }

  /**
   * Predictions of the kind that the targets ask for.
   *
   * @param logits row-major, {@code weights.length} rows of {@code head.outputs()}
   */
  static Predictions of(OutputHead head, double[] logits, Targets targets, double[] weights) {
    Readout readout = new Readout(head, logits, weights);
    if (targets instanceof LabelTargets labels) {
      return readout.multilabel(labels);
    }
    ClassTargets classes = (ClassTargets) targets;
    return classes.classes() == 2 ? readout.binary(classes) : readout.multiclass(classes);
  }

  private Predictions binary(ClassTargets targets) {
    double[] logOdds = new double[weights.length];
    for (int i = 0; i < logOdds.length; i++) {
      logOdds[i] = head.logOdds(logits, i);
    }
    return new BinaryPredictions(logOdds, targets.codes(), weights);
  }

  private Predictions multiclass(ClassTargets targets) {
    int classes = targets.classes();
    double[] all = new double[weights.length * classes];
    double[] row = new double[classes];
    for (int i = 0; i < weights.length; i++) {
      head.logProbabilities(logits, i, row);
      System.arraycopy(row, 0, all, i * classes, classes);
    }
    return new ClassPredictions(all, classes, targets.codes(), weights);
  }

  /** Every unit speaks for its label alone, as one for two classes does. */
  private Predictions multilabel(LabelTargets targets) {
    OutputHead unit = OutputHead.sigmoid(1, ((SigmoidHead) head.base()).link());
    double[] logOdds = new double[logits.length];
    for (int i = 0; i < logOdds.length; i++) {
      logOdds[i] = unit.logOdds(logits, i);
    }
    return new LabelPredictions(logOdds, targets.labels(), targets.indicators(), weights);
  }
}
