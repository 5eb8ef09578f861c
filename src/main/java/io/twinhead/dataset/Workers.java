package io.twinhead.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does many small jobs on all cores. */
final class Workers {
  /** One job, by its number from 0. */
  interface Job<T> {
    T run(int number) throws IOException, InterruptedException;
  }

  private Workers() {}

  /**
   * What the jobs give, in the order of their numbers.
   *
   * @throws IOException if a job did; those that have not begun by then are left undone
   * @throws CancellationException if the thread is interrupted
   * @throws RuntimeException if a job did, as with errors
   */
  static <T> List<T> all(int count, Job<T> job) throws IOException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        futures.add(threads.submit(() -> job.run(number)));
      }
      List<T> values = new ArrayList<>();
      for (Future<T> future : futures) {
        values.add(future.get());
      }
      return values;
    } catch (InterruptedException e) {
      throw new CancellationException("interrupted while reading images");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) {
        throw problem;
      }
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      if (e.getCause() instanceof Error problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
      awaitEnd(threads);
    }
  }

  /** Jobs write into what their caller closes next. */
  private static void awaitEnd(ExecutorService threads) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
