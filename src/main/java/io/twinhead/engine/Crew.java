package io.twinhead.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The threads of one engine, the caller's among them. Each runs native code in one OpenMP thread:
 * OpenMP's own would wait for each other after each operation, dearly so when a core is busy with
 * something else; these meet once or twice a step.
 */
final class Crew implements AutoCloseable {
  private static final NativeOps NATIVE = NativeOpsHolder.getInstance().getDeviceNativeOps();

  private final int threads;
  private final ExecutorService helpers;
  private final List<Future<?>> pending = new ArrayList<>();

  Crew(int threads) {
    this.threads = threads;
    this.helpers =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            work -> {
              Thread thread = new Thread(work, "step");
              thread.setDaemon(true);
              return thread;
            });
  }

  int threads() {
    return threads;
  }

  /** Makes native code run in the calling thread alone. */
  static void oneThread() {
    NATIVE.setOmpNumThreads(1);
  }

  /**
   * Runs every task and returns when all are done. Task i always runs on thread i modulo the number
   * of threads.
   */
  void run(List<Runnable> tasks) {
    for (int t = 1; t < Math.min(threads, tasks.size()); t++) {
      int mine = t;
      pending.add(helpers.submit(() -> share(tasks, mine)));
    }
    try {
      share(tasks, 0);
    } finally {
      awaitAll();
    }
  }

  private void share(List<Runnable> tasks, int thread) {
    oneThread();
    for (int i = thread; i < tasks.size(); i += threads) {
      tasks.get(i).run();
    }
  }

  /** Waits to the end whatever happens: buffers in use must not be touched by the next step. */
  private void awaitAll() {
    boolean interrupted = false;
    RuntimeException failure = null;
    while (!pending.isEmpty()) {
      try {
        pending.get(0).get();
        pending.remove(0);
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        failure = new IllegalStateException(e.getCause());
        pending.remove(0);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    helpers.shutdown();
  }
}
