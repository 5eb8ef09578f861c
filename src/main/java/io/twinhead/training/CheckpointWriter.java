package io.twinhead.training;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes states on a thread of its own: what is new replaces what still waits to be written, and
 * what goes wrong there is thrown where states come from.
 */
final class CheckpointWriter implements AutoCloseable {
  private final Consumer<Checkpoint> write;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(1),
          task -> {
            Thread thread = new Thread(task, "checkpoints");
            thread.setDaemon(true);
            return thread;
          },
          new ThreadPoolExecutor.DiscardOldestPolicy());

  CheckpointWriter(Consumer<Checkpoint> write) {
    this.write = write;
  }

  void add(Checkpoint checkpoint) {
    thread.execute(
        () -> {
          try {
            write.accept(checkpoint);
          } catch (RuntimeException | Error e) { // such as no memory
            failure.compareAndSet(null, e);
          }
        });
  }

  void throwFailure() {
    Throwable cause = failure.get();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Waits, interrupted or not, until the last state is written; later ones are not. */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = thread.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
