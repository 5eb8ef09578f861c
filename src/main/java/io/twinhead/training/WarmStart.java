package io.twinhead.training;

import io.twinhead.config.InitPart;
import io.twinhead.config.InputException;
import io.twinhead.dataset.Preprocessing;
import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadTuning;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.WeightTransfer;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/**
 * The weights of an earlier run to start from. With the trunk goes the preparation of its inputs,
 * since its weights mean nothing on others; with trunk and head the updater's state, so that
 * training goes on.
 */
public final class WarmStart implements InitialWeights {
  private final SavedRun run;
  private final InitPart part;

  private WarmStart(SavedRun run, InitPart part) {
    this.run = run;
    this.part = part;
  }

  /**
   * Decides which weights to take.
   *
   * @param said which were asked for; null for all that fit
   * @param model that is to be trained, with {@code head}
   * @throws InputException if what was asked for does not fit
   */
  public static WarmStart of(
      SavedRun run, @Nullable InitPart said, ModelSpec model, OutputHead head) {
    boolean headFits = headFits(run, model, head);
    InitPart part = said != null ? said : headFits ? InitPart.BOTH : InitPart.TRUNK;
    if (part != InitPart.HEAD && !run.model().layers().equals(model.layers())) {
      throw new InputException(
          "init-from %s: its trunk is that of %s, and %s has other layers: give the same --model, or"
                  .formatted(run.path(), run.model().name(), model.name())
              + " --init head");
    }
    if (part != InitPart.TRUNK && !headFits) {
      throw new InputException(
          "init-from %s: its head (%s) does not become this one (%s): use --init trunk"
              .formatted(run.path(), run.head().description(), head.description()));
    }
    return new WarmStart(run, part);
  }

  /** Equal heads, or the two for two classes, which are converted, updater state and all. */
  private static boolean headFits(SavedRun run, ModelSpec model, OutputHead head) {
    if (run.head().equals(head)) {
      return true;
    }
    boolean sameRule = run.model().updater().getClass() == model.updater().getClass();
    return OutputHead.ALL.contains(run.head()) && OutputHead.ALL.contains(head) && sameRule;
  }

  SavedRun run() {
    return run;
  }

  /** The preparation of inputs that the trunk knows; empty if that is not taken. */
  Optional<Preprocessing> preprocessing() {
    return part == InitPart.HEAD ? Optional.empty() : Optional.of(run.preprocessing());
  }

  /** Of the output layer, so that training goes on as it would have. */
  HeadTuning tuning(OutputHead head) {
    return part == InitPart.BOTH ? run.tuningOf(head) : HeadTuning.NONE;
  }

  @Override
  public void set(MultiLayerNetwork network, TrainingPlan plan, int[] shape) {
    try {
      WeightTransfer.copy(run.network(), run.head(), network, plan.head(), part);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "init-from %s: its weights (%s) do not fit: %s"
              .formatted(run.path(), part, e.getMessage()),
          e);
    }
  }

  @Override
  public boolean learnt() {
    return true;
  }

  /** What is taken by a head, for people. */
  public String sentence(OutputHead head) {
    return switch (part) {
      case TRUNK -> "Starts from the trunk of %s, with a new head.".formatted(run.path());
      case HEAD -> "Starts from the head of %s, with a new trunk.".formatted(run.path());
      case BOTH ->
          "Goes on from %s: its weights, and its updater's state%s."
              .formatted(
                  run.path(),
                  tuning(head).equals(HeadTuning.NONE)
                      ? ""
                      : "; the head learns at %s times the rate, as conversion asks for"
                          .formatted(tuning(head).learningRate()));
    };
  }
}
