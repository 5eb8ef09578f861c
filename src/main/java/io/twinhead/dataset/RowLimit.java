package io.twinhead.dataset;

import io.twinhead.config.Task;
import io.twinhead.config.TrainingConfig;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A few rows in place of all, to try something out. They are the first of a part that have its
 * share of each class, and at least one row of each (one with each label and one without), even if
 * that takes more rows. Rows that weigh nothing come last.
 *
 * @param rows of each part that is limited, at least 1
 */
public record RowLimit(Kind kind, int rows) {
  /** Steps that a share is told apart by; twice as many are an int. */
  private static final int TURNS = 1 << 30;

  /** What is tried out. */
  public enum Kind {
    /** Whether everything works: a few rows of each part. */
    FAST_DEV_RUN,
    /** Whether the network can learn: a few training rows, for validation too. */
    OVERFIT_BATCHES
  }

  @SuppressWarnings("ConstantConditions") // a file may leave it out
  public RowLimit {
    Objects.requireNonNull(kind, "kind is missing");
    if (rows < 1) {
      throw new IllegalArgumentException("limit to " + rows + " rows: must be at least 1");
    }
  }

  /** What settings without gaps ask for; null for nothing. */
  public static @Nullable RowLimit of(TrainingConfig settings) {
    int batch = Objects.requireNonNull(settings.batchSize());
    if (Boolean.TRUE.equals(settings.fastDevRun())) {
      return new RowLimit(Kind.FAST_DEV_RUN, batch);
    }
    Integer batches = settings.overfitBatches();
    return batches == null
        ? null
        : new RowLimit(
            Kind.OVERFIT_BATCHES, (int) Math.min(Integer.MAX_VALUE, (long) batch * batches));
  }

  /** What everyone who sees a result of these rows must know. */
  public String warning() {
    return switch (kind) {
      case FAST_DEV_RUN ->
          "fast-dev-run: one batch of each part, one epoch. This shows that everything works; the"
              + " result means nothing.";
      case OVERFIT_BATCHES ->
          "overfit-batches: trained and validated on the same few rows. This shows whether the"
              + " network can learn; as a result it means nothing.";
    };
  }

  /** Returns the split with fewer rows. */
  public Split of(Dataset data, Split split) {
    int[] train = first(data, split.train());
    SplitOrigin origin = split.origin();
    SplitOrigin limited = origin == null ? null : origin.limited(this);
    return switch (kind) {
      case FAST_DEV_RUN ->
          new Split(train, first(data, split.validation()), first(data, split.test()), limited);
      case OVERFIT_BATCHES -> new Split(train, train, split.test(), limited);
    };
  }

  private int[] first(Dataset data, int[] part) {
    int[] inTurn = stratified(data, part);
    BitSet chosen = oneOfEach(data, inTurn);
    int missing = Math.min(rows, part.length) - chosen.cardinality();
    for (int i = 0; missing > 0; i++) {
      if (!chosen.get(inTurn[i])) {
        chosen.set(inTurn[i]);
        missing--;
      }
    }
    return chosen.stream().toArray();
  }

  /** In such an order that each class has its share of the first rows, however many. */
  private static int[] stratified(Dataset data, int[] part) {
    int[] strata = data.strata();
    double[] weights = data.weights();
    int[] sizes = new int[data.classes().size() + 1]; // rows without a label are a stratum too
    Arrays.stream(part).forEach(row -> sizes[strata[row]]++);
    int[] before = new int[sizes.length];
    int[] turn = new int[part.length];
    for (int i = 0; i < part.length; i++) {
      int stratum = strata[part[i]];
      double share = (before[stratum]++ + 0.5) / sizes[stratum];
      turn[i] = (int) (TURNS * (share + (weights[part[i]] > 0 ? 0 : 1)));
    }
    return Arrays.stream(Order.by(part.length, i -> turn[i])).map(i -> part[i]).toArray();
  }

  private static BitSet oneOfEach(Dataset data, int[] rows) {
    BitSet chosen = new BitSet();
    if (data.task() == Task.MULTILABEL) {
      byte[][] indicators = data.indicators();
      for (int label = 0; label < data.classes().size(); label++) {
        int k = label;
        for (int holds = 0; holds < 2; holds++) {
          int wanted = holds;
          Arrays.stream(rows)
              .filter(row -> indicators[row][k] == wanted)
              .findFirst()
              .ifPresent(chosen::set);
        }
      }
      return chosen;
    }
    int[] labels = data.labels();
    boolean[] seen = new boolean[data.classes().size()];
    for (int row : rows) {
      if (!seen[labels[row]]) {
        seen[labels[row]] = true;
        chosen.set(row);
      }
    }
    return chosen;
  }
}
