package io.twinhead.comparison;

import io.twinhead.model.Clip;
import io.twinhead.model.HeadTuning;
import io.twinhead.model.ModelSpec;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which two networks take steps together. */
public enum LockstepKind {
  /** The sigmoid unit, and softmax units that are made and trained to follow it. */
  MATCHED(true, HeadTuning.NONE, HeadTuning.MATCHED_SOFTMAX),
  /** Softmax units as people train them, and a sigmoid unit that is made and trained to follow. */
  EXPLAINED(false, HeadTuning.EXPLAINING_SIGMOID, HeadTuning.NONE),
  /** The same settings for both, from the same function: how they drift apart. */
  NAIVE(false, HeadTuning.NONE, HeadTuning.NONE),
  /**
   * Matched but for penalty and limit, which are the same for both: a pair that is not equivalent
   * because of these alone.
   */
  COUNTEREXAMPLE(true, HeadTuning.NONE, new HeadTuning(0.5, 1, 1, 1));

  private final boolean startsFromSigmoid;
  private final HeadTuning sigmoid;
  private final HeadTuning softmax;

  LockstepKind(boolean startsFromSigmoid, HeadTuning sigmoid, HeadTuning softmax) {
    this.startsFromSigmoid = startsFromSigmoid;
    this.sigmoid = sigmoid;
    this.softmax = softmax;
  }

  /** The name for people, and in results. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether the sigmoid unit's initial weights are drawn and split, or the pair's drawn and merged.
   */
  boolean startsFromSigmoid() {
    return startsFromSigmoid;
  }

  HeadTuning sigmoid() {
    return sigmoid;
  }

  HeadTuning softmax() {
    return softmax;
  }

  /** Why a model cannot be run this way; empty if it can. */
  public Optional<String> obstacle(ModelSpec model) {
    return switch (this) {
      case MATCHED, NAIVE -> Optional.empty();
      case EXPLAINED -> HeadTuning.obstacleToExplaining(model);
      case COUNTEREXAMPLE ->
          shrinks(model) || limitsNorms(model.clip())
              ? Optional.empty()
              : Optional.of(
                  "it has no penalty and no limit on norms, so nothing drives them apart");
    };
  }

  private static boolean shrinks(ModelSpec model) {
    return Objects.requireNonNull(model.l2()) > 0
        || Objects.requireNonNull(model.weightDecay()) > 0;
  }

  private static boolean limitsNorms(@Nullable Clip clip) {
    return clip != null && clip.norm() != null;
  }
}
