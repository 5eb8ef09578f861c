package io.twinhead.training;

import io.twinhead.engine.Batch;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Makes each batch when it is asked for. */
final class BatchesOnDemand implements BatchStream {
  private final Filler filler;
  private final int examples;
  private final int batchSize;
  private @Nullable Batch batch;
  private int position;
  private long waited;

  BatchesOnDemand(Filler filler, int start, int examples, int batchSize) {
    this.filler = filler;
    this.examples = examples;
    this.batchSize = batchSize;
    this.position = start;
  }

  @Override
  public boolean hasNext() {
    return position < examples;
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the pass is over");
    }
    long begun = System.nanoTime();
    int end = Math.min(examples, position + batchSize);
    Batch next = arrays(end - position);
    for (int row = 0; position < end; row++, position++) {
      filler.fill(next, row, position);
    }
    waited += System.nanoTime() - begun;
    return next;
  }

  private Batch arrays(int rows) {
    if (batch == null || batch.size() != rows) {
      giveBack();
      batch = filler.empty(rows);
    }
    return batch;
  }

  private void giveBack() {
    if (batch != null) {
      filler.reclaim(batch);
      batch = null;
    }
  }

  /** There is none before the call for the next one. */
  @Override
  public void help() {}

  @Override
  public long waited() {
    return waited;
  }

  @Override
  public void close() {
    position = examples;
    giveBack();
  }
}
