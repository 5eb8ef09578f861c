package io.twinhead.comparison;

import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Features;
import io.twinhead.dataset.Preprocessing;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;
import io.twinhead.training.Divergence;
import io.twinhead.training.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pairs of networks that show, on the data of a comparison, how one head follows the other: on
 * the training rows of its first split, judged on the held-out ones.
 */
public final class LockstepProof {
  private static final Logger LOG = LoggerFactory.getLogger(LockstepProof.class);

  /** The largest images, in pixels of the longer side, that run in double precision too. */
  private static final int LARGEST_IN_DOUBLE = 32;

  /** The coupled penalty of the counterexample, where the model has none. */
  private static final double L2 = 0.01;

  private final TrainingPlan plan;
  private final Examples examples;
  private final Features evaluation;
  private final ComparisonListener listener;
  private final List<LockstepResult> results = new ArrayList<>();

  private LockstepProof(
      TrainingPlan plan, Examples examples, Features evaluation, ComparisonListener listener) {
    this.plan = plan;
    this.examples = examples;
    this.evaluation = evaluation;
    this.listener = listener;
  }

  /**
   * Runs the pairs, in the order in which they are to be shown: the proof first.
   *
   * @return at least one; the first is that of the matched heads, in the higher precision
   */
  public static List<LockstepResult> of(
      Dataset data, ComparisonPlan plan, ComparisonListener listener) {
    Cell cell = Cells.of(data, plan).get(0);
    Preprocessing preprocessing =
        Preprocessing.fit(data, cell.split().train(), plan.scaling(), plan.model().channels());
    TrainingPlan training =
        TrainingPlan.of(
            plan.model(),
            OutputHead.SIGMOID,
            plan.experiment().training(),
            cell.seed(),
            "lockstep/");
    LockstepProof proof =
        new LockstepProof(
            training,
            preprocessing.apply(data, cell.split().train()),
            preprocessing.apply(data, cell.split().test()).features(),
            listener);
    proof.run();
    return List.copyOf(proof.results);
  }

  private void run() {
    boolean small =
        Arrays.stream(examples.features().shape()).limit(2).max().orElseThrow() <= LARGEST_IN_DOUBLE
            || examples.features().shape().length == 1;
    if (small) {
      run(LockstepKind.MATCHED, plan.model(), DataType.DOUBLE);
    }
    run(LockstepKind.MATCHED, plan.model(), DataType.FLOAT);
    DataType type = small ? DataType.DOUBLE : DataType.FLOAT;
    run(LockstepKind.EXPLAINED, plan.model(), type);
    if (small) {
      run(LockstepKind.NAIVE, plan.model(), type);
      run(LockstepKind.COUNTEREXAMPLE, penalised(plan.model()), type);
    }
  }

  private void run(LockstepKind kind, ModelSpec model, DataType type) {
    if (kind.obstacle(model).isEmpty()) {
      listener.lockstep(kind, type.name());
      TrainingPlan training = plan.with(model).in(type);
      int steps = Lockstep.steps(training, examples);
      try {
        results.add(Lockstep.run(kind, training, type, steps, examples, evaluation));
      } catch (Divergence e) {
        if (kind == LockstepKind.MATCHED) {
          throw e;
        }
        LOG.warn("Lockstep, {}: {}", kind.title(), e.getMessage()); // nobody asked for this pair
      }
    }
  }

  private static ModelSpec penalised(ModelSpec model) {
    return Objects.requireNonNull(model.l2()) > 0 ? model : model.withL2(L2);
  }
}
