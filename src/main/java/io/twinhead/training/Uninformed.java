package io.twinhead.training;

import io.twinhead.dataset.ClassTargets;
import io.twinhead.dataset.LabelTargets;
import io.twinhead.dataset.Targets;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.LabelPredictions;
import io.twinhead.evaluation.Predictions;
import java.util.Arrays;

/** Predictions of somebody who knows nothing, to ask examples for the loss that must be beaten. */
public final class Uninformed {
  private Uninformed() {}

  /** The same probability for every class, one half for every label. */
  public static Predictions about(Targets targets, double[] weights) {
    if (targets instanceof LabelTargets labels) {
      double[] logits = new double[labels.indicators().length];
      return new LabelPredictions(logits, labels.labels(), labels.indicators(), weights);
    }
    ClassTargets classes = (ClassTargets) targets;
    if (classes.classes() == 2) {
      return new BinaryPredictions(new double[classes.size()], classes.codes(), weights);
    }
    double[] logProbabilities = new double[classes.size() * classes.classes()];
    Arrays.fill(logProbabilities, -Math.log(classes.classes()));
    return new ClassPredictions(logProbabilities, classes.classes(), classes.codes(), weights);
  }
}
