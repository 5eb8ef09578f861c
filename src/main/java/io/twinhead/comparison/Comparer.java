package io.twinhead.comparison;

import io.twinhead.dataset.Dataset;
import io.twinhead.run.OutputDirectory;
import io.twinhead.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Trains both heads, and the noise-floor replicate, on identical splits. */
public final class Comparer {
  private final Dataset data;
  private final ComparisonPlan plan;
  private final CellRunner runner;
  private final ComparisonListener listener;
  private final AtomicBoolean stepped = new AtomicBoolean();

  private Comparer(
      Dataset data, ComparisonPlan plan, OutputDirectory output, ComparisonListener listener) {
    this.data = data;
    this.plan = plan;
    this.listener = listener;
    this.runner = new CellRunner(data, plan, output);
  }

  /**
   * Runs every training and returns the outcomes in the order of seeds, folds and arms, whatever
   * the number of jobs.
   *
   * @param output receives one run directory per training
   * @throws CancellationException if the thread is interrupted
   */
  public static List<Outcome> run(
      Dataset data, ComparisonPlan plan, OutputDirectory output, ComparisonListener listener) {
    return new Comparer(data, plan, output, listener).run();
  }

  private List<Outcome> run() {
    List<Cell> cells = Cells.of(data, plan);
    List<Arm> arms = Arm.of(plan.mode());
    listener.started(cells.size() * arms.size());
    ExecutorService executor = Executors.newFixedThreadPool(plan.jobs());
    try {
      CompletionService<Outcome> service = new ExecutorCompletionService<>(executor);
      List<Future<Outcome>> trainings = new ArrayList<>();
      for (Cell cell : cells) {
        for (Arm arm : arms) {
          trainings.add(service.submit(() -> train(cell, arm)));
        }
      }
      for (int done = 0; done < trainings.size(); done++) {
        service.take().get(); // whichever ends next: the first failure ends all
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> training : trainings) {
        outcomes.add(training.get());
      }
      return outcomes;
    } catch (InterruptedException e) {
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      stop(executor);
    }
  }

  private Outcome train(Cell cell, Arm arm) {
    Outcome outcome = runner.run(cell, arm, firstStep());
    synchronized (listener) {
      listener.trained(outcome);
    }
    return outcome;
  }

  private TrainingListener firstStep() {
    return new TrainingListener() {
      @Override
      public void firstStep() {
        if (stepped.compareAndSet(false, true)) {
          listener.firstStep();
        }
      }
    };
  }

  /** Ends running trainings and waits for them, so that nobody writes afterwards. */
  private static void stop(ExecutorService executor) {
    executor.shutdownNow();
    boolean interrupted = Thread.interrupted();
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException cause) {
      return cause;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e.getCause());
  }
}
