package io.twinhead.audit;

import io.twinhead.config.ClassWeight;
import io.twinhead.config.InputException;
import io.twinhead.dataset.ClassTargets;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Targets;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.PriorShift;
import io.twinhead.training.ClassWeights;
import io.twinhead.training.Epoch;
import io.twinhead.training.SavedRun;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a run says about its test part.
 *
 * <p>Class weights make a network believe in another prevalence than the rows have. Where nothing
 * undoes that, the rows weigh here what they would have weighed in training, and what was fitted to
 * the rows as they are is left out: else the loss would be compared with that of other shares.
 */
final class TestPart {
  private final SavedRun run;
  private final Examples examples;

  private TestPart(SavedRun run) {
    this.run = run;
    this.examples = run.preprocessing().apply(run.data(), run.split().test());
  }

  /**
   * Reads it.
   *
   * @throws InputException if its rows cannot be found again
   */
  static RunOutputs of(SavedRun run) {
    return new TestPart(run).outputs();
  }

  private RunOutputs outputs() {
    ClassWeight said = run.experiment().training().classWeight();
    boolean weigh = said != null && !undone();
    List<Epoch> history = run.course().history();
    return new RunOutputs(
        run.head().base(),
        run.logits(examples.features()),
        targets(),
        said != null && weigh ? weighed(said) : examples.weights(),
        weigh,
        weigh ? Calibration.NONE : run.calibration(),
        run.experiment().training().teacher() != null,
        losses(history, Epoch::trainLoss),
        losses(history, Epoch::validationLoss));
  }

  private boolean undone() {
    return run.calibration().steps().stream().anyMatch(PriorShift.class::isInstance);
  }

  private float[] weighed(ClassWeight said) {
    Examples train = run.preprocessing().apply(run.data(), run.split().train());
    int[] codes = ((ClassTargets) train.targets()).codes();
    return ClassWeights.of(said, run.classes(), codes, train.weights())
        .applied(((ClassTargets) examples.targets()).codes(), examples.weights());
  }

  private float[] targets() {
    Targets targets = examples.targets();
    float[] values = new float[targets.size() * targets.width()];
    for (int i = 0; i < targets.size(); i++) {
      targets.copyTo(i, values, i * targets.width());
    }
    return values;
  }

  /** The files give the mean of a row's labels' losses, and heads their sum. */
  private double[] losses(List<Epoch> history, ToDoubleFunction<Epoch> loss) {
    int terms = examples.targets().lossTerms();
    return history.stream().mapToDouble(epoch -> terms * loss.applyAsDouble(epoch)).toArray();
  }
}
