package io.twinhead.training;

import io.twinhead.engine.Batch;
import java.util.NoSuchElementException;

/**
 * The batches of one pass over some examples, in order. The same whether they are made ahead or
 * when asked for. For one thread, except {@link #help}.
 */
interface BatchStream extends AutoCloseable {
  /**
   * So many numbers per batch are copied in less time than two threads need to hand them over
   * (about 10 microseconds).
   */
  int FEW = 1 << 14;

  /** Makes batches; different rows may be written by different threads at once. */
  interface Filler {
    /** Numbers that describe an example. */
    int width();

    /** Arrays for so many examples; whatever stands in them. */
    Batch empty(int rows);

    /** Takes arrays back that are not used any more. */
    void reclaim(Batch batch);

    /** Writes one example into one row. */
    void fill(Batch into, int row, int position);
  }

  /**
   * Batches of {@code batchSize} examples, of which the last may have fewer.
   *
   * @param start the number of examples that the pass has behind it
   * @param examples where the pass ends
   */
  static BatchStream of(Filler filler, int start, int examples, int batchSize) {
    boolean few = start >= examples || filler.width() * (long) batchSize < FEW;
    return few
        ? new BatchesOnDemand(filler, start, examples, batchSize)
        : new Prefetch(filler, start, examples, batchSize);
  }

  /** Whether there is another batch. */
  boolean hasNext();

  /**
   * The next batch, whose arrays the call after this may fill again.
   *
   * @throws InterruptedException if the thread was interrupted while it waited; the next call gives
   *     the same batch that this one would have
   * @throws NoSuchElementException after the last one
   */
  Batch next() throws InterruptedException;

  /**
   * Makes rows of the batch in the making, if there is one, until none is left to begin with. For
   * any thread, and for several at once; all must have returned before {@link #close} is called.
   */
  void help();

  /** For how many nanoseconds all calls of {@link #next} together kept their caller. */
  long waited();

  /** Lets go of everything at any time; there is no next batch then. */
  @Override
  void close();
}
