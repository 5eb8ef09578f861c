package io.twinhead.training;

import io.twinhead.engine.Batch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A batch in the making, by whoever has time: each row by one thread. */
final class Filling {
  private final BatchStream.Filler filler;
  private final Batch batch;
  private final int from;
  private final Consumer<Filling> whenDone;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReferenceArray<@Nullable Throwable> failures;

  /**
   * Of no rows yet.
   *
   * @param from position of the first row
   * @param whenDone is called by the thread that has written the last row
   */
  Filling(BatchStream.Filler filler, Batch batch, int from, Consumer<Filling> whenDone) {
    this.filler = filler;
    this.batch = batch;
    this.from = from;
    this.whenDone = whenDone;
    this.failures = new AtomicReferenceArray<>(batch.size());
  }

  Batch batch() {
    return batch;
  }

  /** Whether there are rows that nobody has taken yet. */
  boolean wantsHelp() {
    return taken.get() < batch.size();
  }

  /** Writes rows until none is left to take. */
  void help() {
    for (int row = taken.getAndIncrement(); row < batch.size(); row = taken.getAndIncrement()) {
      try {
        filler.fill(batch, row, from + row);
      } catch (RuntimeException | Error e) {
        failures.set(row, e);
      }
      if (done.incrementAndGet() == batch.size()) {
        whenDone.accept(this);
      }
    }
  }

  /** What went wrong in the first row that could not be written; null if all are. */
  @Nullable Throwable failure() {
    for (int row = 0; row < failures.length(); row++) {
      if (failures.get(row) != null) {
        return failures.get(row);
      }
    }
    return null;
  }
}
