package io.twinhead.training;

import io.twinhead.config.InitPart;
import io.twinhead.config.InputException;
import io.twinhead.config.Scaling;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Preprocessing;
import io.twinhead.dataset.TablePreprocessing;
import io.twinhead.engine.BufferGuard;
import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadConversion;
import io.twinhead.model.HeadTuning;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.UpdaterSpec;
import io.twinhead.model.WeightTransfer;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/**
 * The weights of an earlier run to start from. With the trunk goes the preparation of its inputs,
 * since its weights mean nothing on others; with trunk and head the updater's state, if the updater
 * is of the same kind.
 */
public final class WarmStart implements InitialWeights {
  private final SavedRun run;
  private final InitPart part;
  private final ModelSpec model;

  private WarmStart(SavedRun run, InitPart part, ModelSpec model) {
    this.run = run;
    this.part = part;
    this.model = model;
  }

  /**
   * Decides which weights to take.
   *
   * @param said which were asked for; null for all that fit
   * @param model that is to be trained, with {@code head}, on {@code data}
   * @throws InputException if what was asked for does not fit
   */
  public static WarmStart of(
      SavedRun run, @Nullable InitPart said, ModelSpec model, OutputHead head, Dataset data) {
    boolean headFits = obstacleOfHead(run, InitPart.BOTH, model, head, data).isEmpty();
    InitPart part = said != null ? said : headFits ? InitPart.BOTH : InitPart.TRUNK;
    if (part != InitPart.HEAD && !run.model().layers().equals(model.layers())) {
      throw new InputException(
          "init-from %s: its trunk is that of %s, and %s has other layers: give the same --model, or"
                  .formatted(run.path(), run.model().name(), model.name())
              + " --init head");
    }
    if (part != InitPart.TRUNK) {
      obstacleOfHead(run, part, model, head, data)
          .ifPresent(
              obstacle -> {
                throw new InputException(
                    "init-from %s: %s: use --init trunk".formatted(run.path(), obstacle));
              });
    }
    return new WarmStart(run, part, model);
  }

  /**
   * Why the output layer cannot be taken. It says nothing about other classes. Equal heads are
   * copied, and the two for two classes converted; with the whole network, updater state and all.
   */
  private static Optional<String> obstacleOfHead(
      SavedRun run, InitPart part, ModelSpec model, OutputHead head, Dataset data) {
    if (!run.classes().equals(data.classes()) || run.task() != data.task()) {
      return Optional.of(
          "its head knows the classes %s (%s), and %s has %s (%s)"
              .formatted(
                  String.join(", ", run.classes()),
                  run.task(),
                  data.name(),
                  String.join(", ", data.classes()),
                  data.task()));
    }
    if (run.head().equals(head)) {
      return Optional.empty();
    }
    if (!OutputHead.ALL.contains(run.head()) || !OutputHead.ALL.contains(head)) {
      return Optional.of(
          "its head (%s) does not become this one (%s)"
              .formatted(run.head().description(), head.description()));
    }
    return part == InitPart.HEAD || sameRule(run, model)
        ? Optional.empty()
        : Optional.of("its updater is another one, whose state cannot be converted with the head");
  }

  private static boolean sameRule(SavedRun run, ModelSpec model) {
    return run.model().updater().getClass() == model.updater().getClass();
  }

  SavedRun run() {
    return run;
  }

  /** The preparation of inputs that the trunk knows; empty if that is not taken. */
  Optional<Preprocessing> preprocessing() {
    return part == InitPart.HEAD ? Optional.empty() : Optional.of(run.preprocessing());
  }

  /**
   * The scaling of a table's columns that its preparation has; empty if that is not taken.
   *
   * @param said what was asked for; null if nothing was
   * @throws InputException if that is another one
   */
  public Optional<Scaling> scaling(@Nullable Scaling said) {
    Optional<Scaling> own =
        preprocessing()
            .filter(TablePreprocessing.class::isInstance)
            .map(table -> ((TablePreprocessing) table).scaling());
    if (said != null && own.isPresent() && own.get() != said) {
      throw new InputException(
          "init-from %s: its trunk learnt from columns with scaling %s, and scaling = %s was asked for:"
                  .formatted(run.path(), own.get(), said)
              + " leave --scaling out, or use --init head");
    }
    return own;
  }

  /** Of the output layer, so that one head's training follows the other's. */
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
          "Goes on from %s: its weights%s%s.%s"
              .formatted(run.path(), updaterState(), learningRate(head), obstacle(head));
    };
  }

  private String updaterState() {
    if (run.model().updater() instanceof UpdaterSpec.Sgd) {
      return "";
    }
    return sameRule(run, model)
        ? ", and its updater's state"
        : "; the updater starts afresh, since it is another one";
  }

  private String learningRate(OutputHead head) {
    return tuning(head).equals(HeadTuning.NONE)
        ? ""
        : "; the head learns at %s times the rate, as conversion asks for"
            .formatted(tuning(head).learningRate());
  }

  /** What keeps one unit, or the pair that it was split into, from following the other head. */
  private String obstacle(OutputHead head) {
    boolean merged = head.outputs() < run.head().outputs();
    boolean follows = merged || tuning(head).equals(HeadTuning.MATCHED_SOFTMAX);
    if (!follows || !run.head().equals(OutputHead.SOFTMAX) || mirrored()) {
      return "";
    }
    return HeadTuning.obstacleToExplaining(model)
        .map(why -> " It does not learn as the other head would have from here: %s.".formatted(why))
        .orElse("");
  }

  private boolean mirrored() {
    return BufferGuard.keeping(() -> HeadConversion.mirrored(run.network()));
  }
}
