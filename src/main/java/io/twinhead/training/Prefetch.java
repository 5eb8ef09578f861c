package io.twinhead.training;

import io.twinhead.engine.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next batches while the caller computes with the last one. Three go round: one in use,
 * one ready, one in the making. That one is made by whoever calls {@link #help}; when none is ready
 * any more, also by a thread of its own, with the other cores.
 */
final class Prefetch implements BatchStream {
  private static final int RING = 3;

  private final Filler filler;
  private final int examples;
  private final int batchSize;
  private final Thread thread;
  private final Deque<Batch> free = new ArrayDeque<>(RING);
  private final Deque<Batch> ready = new ArrayDeque<>(RING);
  private @Nullable Filling filling;
  private int begun;
  private boolean closed;
  private @Nullable Batch lent;
  private @Nullable Throwable failure;
  private int position;
  private long waited;

  Prefetch(Filler filler, int start, int examples, int batchSize) {
    this.filler = filler;
    this.examples = examples;
    this.batchSize = batchSize;
    this.position = start;
    this.begun = start;
    for (int i = 0; i < RING; i++) {
      free.add(filler.empty(batchSize));
    }
    begin();
    this.thread = new Thread(this::make, "twinhead-batches");
    thread.setDaemon(true);
    thread.start();
  }

  /** Begins another batch, if there is one and none is in the making. */
  private synchronized void begin() {
    int rows = Math.min(examples - begun, batchSize);
    if (filling != null || failure != null || rows <= 0 || closed) {
      return;
    }
    Batch batch = rows == batchSize ? free.poll() : filler.empty(rows);
    if (batch != null) {
      filling = new Filling(filler, batch, begun, this::done);
      begun += rows;
      notifyAll();
    }
  }

  private synchronized void done(Filling made) {
    filling = null;
    failure = made.failure();
    if (failure == null) {
      ready.add(made.batch());
    } else {
      reclaim(made.batch());
    }
    begin();
    notifyAll();
  }

  @Override
  public void help() {
    Filling work = filling();
    if (work != null) {
      work.help();
    }
  }

  private synchronized @Nullable Filling filling() {
    return filling;
  }

  private void make() {
    try {
      for (Filling work = urgent(); work != null; work = urgent()) {
        Filling now = work;
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
            .parallel()
            .forEach(core -> now.help());
      }
    } catch (InterruptedException e) {
      // closed, so that nobody waits for more
    }
  }

  /** Waits until there is something to do that nobody else may do in time; null at the end. */
  private synchronized @Nullable Filling urgent() throws InterruptedException {
    while (!closed && (filling != null || begun < examples)) {
      if (filling != null && ready.isEmpty() && filling.wantsHelp()) {
        return filling;
      }
      wait();
    }
    return null;
  }

  @Override
  public boolean hasNext() {
    return position < examples;
  }

  @Override
  public synchronized Batch next() throws InterruptedException {
    if (!hasNext()) {
      throw new NoSuchElementException("the pass is over");
    }
    giveBack();
    begin();
    await();
    lent = ready.poll();
    if (lent == null) {
      throw failed();
    }
    notifyAll(); // there may be none ready any more
    position += lent.size();
    return lent;
  }

  private void giveBack() {
    if (lent != null) {
      reclaim(lent);
      lent = null;
    }
  }

  private void reclaim(Batch batch) {
    if (batch.size() == batchSize) {
      free.add(batch);
    } else {
      filler.reclaim(batch);
    }
  }

  /** Until there is one, or none any more; takes what is ready even if interrupted. */
  private void await() throws InterruptedException {
    while (ready.isEmpty() && failure == null) {
      long from = System.nanoTime();
      try {
        wait();
      } finally {
        waited += System.nanoTime() - from;
      }
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
    synchronized (this) {
      closed = true; // as a filler may swallow the interrupt
    }
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
    giveAllBack();
  }

  private synchronized void giveAllBack() {
    giveBack();
    if (filling != null) {
      reclaim(filling.batch());
      filling = null;
    }
    ready.forEach(this::reclaim);
    ready.clear();
    free.forEach(filler::reclaim);
    free.clear();
  }
}
