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
 * the others ready or in the making. They are made by a thread of its own with the other cores; as
 * soon as somebody calls {@link #help}, that thread leaves them to helpers unless none is ready.
 */
final class Prefetch implements BatchStream {
  /** Besides a shorter last batch. */
  private static final int RING = 3;

  private final Filler filler;
  private final int examples;
  private final int batchSize;
  private final Thread thread;
  private final Deque<Batch> free = new ArrayDeque<>(RING);
  private final Deque<Batch> ready = new ArrayDeque<>(RING);
  private @Nullable Filling filling;
  private int begun;
  private boolean helped;
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

  private synchronized void fail(Throwable why) {
    failure = failure == null ? why : failure;
    notifyAll();
  }

  private synchronized void done(Filling made) {
    filling = null;
    Throwable why = made.failure();
    if (why == null) {
      ready.add(made.batch());
    } else {
      reclaim(made.batch());
      fail(why);
    }
    notifyAll();
    try {
      begin();
    } catch (RuntimeException | Error e) { // such as no memory
      fail(e);
    }
  }

  @Override
  public void help() {
    Filling work = work();
    if (work != null) {
      work.help();
    }
  }

  private synchronized @Nullable Filling work() {
    helped = true;
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
    } catch (RuntimeException | Error e) { // such as no memory
      fail(e);
    }
  }

  /** Waits until there is something to do that nobody else may do in time; null at the end. */
  private synchronized @Nullable Filling urgent() throws InterruptedException {
    while (!closed && (filling != null || begun < examples)) {
      boolean soon = ready.size() < (helped ? 1 : RING - 1);
      if (soon && filling != null && filling.wantsHelp()) {
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
