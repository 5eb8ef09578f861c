package io.twinhead.training;

import io.twinhead.engine.Batch;
import java.util.NoSuchElementException;

/** Makes each batch when it is asked for. */
final class BatchesOnDemand implements BatchStream {
  private final Filler filler;
  private final int examples;
  private final int batchSize;
  private Batch batch;
  private int position;
  private long waited;

  BatchesOnDemand(Filler filler, int start, int examples, int batchSize) {
    this.filler = filler;
    this.examples = examples;
    this.batchSize = batchSize;
    this.position = start;
    this.batch = filler.empty(batchSize);
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
    if (batch.size() != end - position) {
      batch = filler.empty(end - position);
    }
    for (int row = 0; position < end; row++, position++) {
      filler.fill(batch, row, position);
    }
    waited += System.nanoTime() - begun;
    return batch;
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
  }
}
