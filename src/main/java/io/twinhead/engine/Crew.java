package io.twinhead.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The threads of one engine, the caller's among them. Each runs native code in one OpenMP thread:
 * OpenMP's own would wait for each other after each operation, dearly so when a core is busy with
 * something else; these meet twice a step.
 */
final class Crew implements AutoCloseable {
  private static final NativeOps NATIVE = NativeOpsHolder.getInstance().getDeviceNativeOps();
  private static final int CORES = Runtime.getRuntime().availableProcessors();

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

  /** Does {@code work} while native code runs in the calling thread alone. */
  static <T> T alone(Supplier<T> work) {
    if (!Device.current().runsInThreads()) {
      return work.get();
    }
    int before = NATIVE.ompGetMaxThreads();
    NATIVE.setOmpNumThreads(1);
    try {
      return work.get();
    } finally {
      NATIVE.setOmpNumThreads(before);
    }
  }

  /**
   * Runs every task and returns when all are done, whatever happens: buffers in use must not be
   * touched by the next step. The first failure is thrown, with the others suppressed in it.
   *
   * @param meanwhile is called by each thread that had tasks after its last one, instead of waiting
   *     for the others, unless some core has no thread; not after a failure
   */
  void run(List<Runnable> tasks, Runnable meanwhile) {
    Runnable rest = threads < CORES ? () -> {} : meanwhile;
    List<Throwable> failures = new ArrayList<>();
    try {
      for (int t = 1; t < Math.min(threads, tasks.size()); t++) {
        int mine = t;
        pending.add(helpers.submit(() -> share(tasks, mine, rest)));
      }
      share(tasks, 0, rest);
    } catch (RuntimeException | Error e) {
      failures.add(e);
    }
    awaitAll(failures);
    if (!failures.isEmpty()) {
      Throwable first = failures.get(0);
      failures.subList(1, failures.size()).forEach(first::addSuppressed);
      if (first instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) first;
    }
  }

  /** The same without other work. */
  void run(List<Runnable> tasks) {
    run(tasks, () -> {});
  }

  /** Every task whose number, divided by the threads, leaves {@code first}; then the rest. */
  private @Nullable Void share(List<Runnable> tasks, int first, Runnable rest) {
    return alone(
        () -> {
          for (int i = first; i < tasks.size(); i += threads) {
            tasks.get(i).run();
          }
          rest.run();
          return null;
        });
  }

  private void awaitAll(List<Throwable> failures) {
    boolean interrupted = false;
    while (!pending.isEmpty()) {
      try {
        pending.get(0).get();
        pending.remove(0);
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        failures.add(e.getCause());
        pending.remove(0);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    helpers.shutdown();
  }
}
