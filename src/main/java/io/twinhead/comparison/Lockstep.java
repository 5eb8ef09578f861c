package io.twinhead.comparison;

import io.twinhead.config.InputException;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Features;
import io.twinhead.head.Logistic;
import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadConversion.Convention;
import io.twinhead.model.HeadTuning;
import io.twinhead.training.Divergence;
import io.twinhead.training.Stepper;
import io.twinhead.training.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Lets a network with one sigmoid unit and one with two softmax units take the same steps: the same
 * function at the start, the same batches and dropout masks, no early stopping. Probabilities are
 * compared, since these are what the two networks agree about.
 */
public final class Lockstep {
  /** Steps at the least, so that momentum and adaptive updaters have long forgotten the start. */
  private static final int LEAST_STEPS = 200;

  private static final double DOUBLE_TOLERANCE = 1e-9;
  private static final double FLOAT_TOLERANCE = 1e-5;

  private final Stepper sigmoid;
  private final Stepper softmax;
  private final Features evaluation;
  private final List<LockstepEpoch> records = new ArrayList<>();
  private int steps;
  private double lossDifference;

  private Lockstep(Stepper sigmoid, Stepper softmax, Features evaluation) {
    this.sigmoid = sigmoid;
    this.softmax = softmax;
    this.evaluation = evaluation;
  }

  /** The number of steps that say enough: a pass over the examples, and 200 at the least. */
  public static int steps(TrainingPlan plan, Examples examples) {
    int batches = (examples.features().size() + plan.batchSize() - 1) / plan.batchSize();
    return Math.max(LEAST_STEPS, batches);
  }

  /**
   * Runs both networks.
   *
   * @param plan of which the model, the batch size, the engine and the seeds are used
   * @param type of all numbers: {@code FLOAT} or {@code DOUBLE}
   * @param steps to take, at least 1
   * @param examples to train on
   * @param evaluation whose probabilities are compared
   * @throws InputException if the model cannot be run this way
   * @throws Divergence if a loss becomes infinite or NaN
   * @throws CancellationException if the thread is interrupted
   */
  public static LockstepResult run(
      LockstepKind kind,
      TrainingPlan plan,
      DataType type,
      int steps,
      Examples examples,
      Features evaluation) {
    String name = kind.title();
    kind.obstacle(plan.model()).ifPresent(why -> refuse(name, plan, why));
    try (Stepper sigmoid = stepper(plan, OutputHead.SIGMOID, kind.sigmoid(), type, examples);
        Stepper softmax = stepper(plan, OutputHead.SOFTMAX, kind.softmax(), type, examples)) {
      if (kind.startsFromSigmoid()) {
        softmax.continueFrom(sigmoid, Convention.ANTISYMMETRIC);
      } else {
        sigmoid.continueFrom(softmax, Convention.ANTISYMMETRIC);
      }
      return LockstepResult.of(
          name,
          type.name().toLowerCase(Locale.ROOT),
          plan.model().updater().getClass().getSimpleName().toLowerCase(Locale.ROOT),
          tolerance(kind, type),
          new Lockstep(sigmoid, softmax, evaluation).run(steps));
    }
  }

  private static void refuse(String name, TrainingPlan plan, String why) {
    throw new InputException(
        "model %s cannot be run in lockstep (%s): %s".formatted(plan.model().name(), name, why));
  }

  private static Stepper stepper(
      TrainingPlan plan, OutputHead head, HeadTuning tuning, DataType type, Examples examples) {
    return Stepper.of(plan.with(head), tuning, type, examples);
  }

  /**
   * Matched weights are exact halves, so that even single precision computes the same for both.
   * Merged ones are rounded, and trainings amplify that: what is explained is shown in double.
   */
  private static @Nullable Double tolerance(LockstepKind kind, DataType type) {
    return switch (kind) {
      case MATCHED -> type == DataType.DOUBLE ? DOUBLE_TOLERANCE : FLOAT_TOLERANCE;
      case EXPLAINED -> type == DataType.DOUBLE ? DOUBLE_TOLERANCE : null;
      case NAIVE, COUNTEREXAMPLE -> null;
    };
  }

  private List<LockstepEpoch> run(int count) {
    while (steps < count) {
      if (Thread.interrupted()) {
        throw new CancellationException("interrupted in step " + (steps + 1));
      }
      lossDifference = Math.max(lossDifference, Math.abs(softmax.step() - sigmoid.step()));
      steps++;
      if (sigmoid.passEnded() || steps == count) {
        records.add(compare());
        lossDifference = 0;
      }
    }
    return records;
  }

  private LockstepEpoch compare() {
    double[] one = sigmoid.logits(evaluation);
    double[] two = softmax.logits(evaluation);
    double probability = 0;
    double antisymmetry = 0;
    for (int i = 0; i < one.length; i++) {
      double p = Logistic.sigmoid(sigmoid.head().logOdds(one, i));
      double q = Logistic.sigmoid(softmax.head().logOdds(two, i));
      probability = Math.max(probability, Math.abs(q - p));
      antisymmetry = Math.max(antisymmetry, Math.abs(two[2 * i] + two[2 * i + 1]));
    }
    double[] trunk = sigmoid.parameters();
    double[] other = softmax.parameters();
    double largest = 0;
    double squares = 0;
    double norm = 0;
    for (int i = 0; i < trunk.length - sigmoid.headParameters(); i++) {
      double difference = other[i] - trunk[i];
      largest = Math.max(largest, Math.abs(difference));
      squares += difference * difference;
      norm += trunk[i] * trunk[i];
    }
    return new LockstepEpoch(
        sigmoid.pass(),
        steps,
        probability,
        lossDifference,
        antisymmetry,
        largest,
        squares == 0 ? 0 : Math.sqrt(squares / norm));
  }
}
