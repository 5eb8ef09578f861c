package io.twinhead.training;

import io.twinhead.engine.Batch;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next batches on a thread of its own while the caller computes with the last one. Three
 * batches go round: one in use, one ready, one in the making.
 */
final class Prefetch implements BatchStream {
  private static final int RING = 3;

  /** A batch, or why there is none. */
  private record Made(@Nullable Batch batch, @Nullable Throwable failure) {}

  private final Filler filler;
  private final int examples;
  private final int batchSize;
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(RING);
  private final BlockingQueue<Made> made = new ArrayBlockingQueue<>(RING + 1);
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable Batch lent;
  private @Nullable Throwable failure;
  private int position;
  private long waited;

  Prefetch(Filler filler, int start, int examples, int batchSize) {
    this.filler = filler;
    this.examples = examples;
    this.batchSize = batchSize;
    this.position = start;
    for (int i = 0; i < RING; i++) {
      free.add(filler.empty(batchSize));
    }
    this.thread = new Thread(() -> make(start), "twinhead-batches");
    thread.setDaemon(true);
    thread.start();
  }

  private void make(int start) {
    try {
      for (int from = start; from < examples && !closed; from += batchSize) {
        int rows = Math.min(examples - from, batchSize);
        Batch batch = rows == batchSize ? free.take() : filler.empty(rows);
        fill(batch, from);
        made.add(new Made(batch, null));
      }
    } catch (InterruptedException e) {
      // closed, so that nobody waits for more
    } catch (RuntimeException | Error e) {
      made.add(new Made(null, e)); // after the batches before it
    }
  }

  /**
   * By all cores together: one core that makes batches beside its share of a step would keep the
   * others waiting at the step's end.
   */
  private void fill(Batch batch, int from) {
    @Nullable Throwable[] failures = new Throwable[batch.size()];
    IntStream.range(0, batch.size())
        .parallel()
        .forEach(
            row -> {
              try {
                filler.fill(batch, row, from + row);
              } catch (RuntimeException | Error e) {
                failures[row] = e;
              }
            });
    for (Throwable failure : failures) { // the first one, whichever thread was sooner
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
    }
  }

  @Override
  public boolean hasNext() {
    return position < examples;
  }

  @Override
  public Batch next() throws InterruptedException {
    if (!hasNext()) {
      throw new NoSuchElementException("the pass is over");
    }
    giveBack();
    if (failure == null) {
      Made next = take();
      lent = next.batch;
      failure = next.failure;
    }
    if (lent == null) {
      throw failed();
    }
    position += lent.size();
    return lent;
  }

  private void giveBack() {
    if (lent != null && lent.size() == batchSize) {
      free.add(lent);
    } else if (lent != null) {
      filler.reclaim(lent);
    }
    lent = null;
  }

  /** What is ready already, even if the thread is interrupted. */
  private Made take() throws InterruptedException {
    Made ready = made.poll();
    if (ready != null) {
      return ready;
    }
    long begun = System.nanoTime();
    try {
      return made.take();
    } finally {
      waited += System.nanoTime() - begun;
    }
  }

  private RuntimeException failed() {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) Objects.requireNonNull(failure);
  }

  @Override
  public long waited() {
    return waited;
  }

  /** Waits until the thread has ended: whoever owns what it reads may close that afterwards. */
  @Override
  public void close() {
    position = examples;
    closed = true; // as a filler may swallow the interrupt
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    reclaim();
  }

  private void reclaim() {
    giveBack();
    for (Made ready : made) {
      if (ready.batch != null) {
        filler.reclaim(ready.batch);
      }
    }
    made.clear();
    free.forEach(filler::reclaim);
    free.clear();
  }
}
