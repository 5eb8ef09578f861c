package io.twinhead.training;

import io.twinhead.config.Cadence;
import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.PlanConfig;
import io.twinhead.config.Yaml;
import io.twinhead.run.LiveDirectory;
import io.twinhead.run.WriteFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes down a training while it runs, so that it survives its process: {@code config.yaml} with
 * the engine's plan, a line of {@code metrics.jsonl} for each epoch, and {@link Checkpoints}, which
 * a thread of their own writes: what is new replaces what still waits to be written.
 */
public final class RunJournal implements TrainingListener, AutoCloseable {
  private final LiveDirectory directory;
  private final Experiment settings;
  private final Identity identity;
  private final Checkpoints checkpoints;
  private final int keep;
  private final @Nullable Cadence every;
  private final String command;
  private final @Nullable CheckpointFile from;
  private final List<Epoch> history = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final ThreadPoolExecutor writer =
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
  private boolean begun;
  private long lastSaved = System.nanoTime();
  private @Nullable String place;

  /**
   * Opens the journal of a training, at the newest state that it can go on from.
   *
   * @param settings without gaps
   * @param command that begins it
   * @param say is told of states that cannot be used
   * @throws InputException if the state is of another training
   */
  public RunJournal(
      LiveDirectory directory,
      Training training,
      Experiment settings,
      String command,
      Consumer<String> say) {
    this.directory = directory;
    this.settings = settings;
    this.command = directory.command(command);
    this.identity = Identity.of(training, settings);
    this.keep = Objects.requireNonNull(settings.training().keepCheckpoints());
    this.every = settings.training().checkpointEvery();
    this.checkpoints = new Checkpoints(directory.checkpoints(), keep);
    this.from = directory.hasCheckpoint() ? newest(training, say) : null;
    if (from != null) {
      identity.requireSame(from.identity());
      history.addAll(from.checkpoint().state().history());
    }
  }

  private @Nullable CheckpointFile newest(Training training, Consumer<String> say) {
    try {
      return checkpoints.newest(training.parameters(), say);
    } catch (IOException e) {
      throw new InputException(
          "%s: cannot be read: %s".formatted(directory.checkpoints(), WriteFailure.reason(e)), e);
    }
  }

  /** Where the training goes on; null if it begins. */
  public @Nullable Checkpoint from() {
    return from == null ? null : from.checkpoint();
  }

  /** The epochs that had ended there. */
  public List<Epoch> earlier() {
    return from == null ? List.of() : from.checkpoint().state().history();
  }

  /** Where it goes on, in words. */
  public String start() {
    return from == null ? "at its beginning" : place(from.checkpoint().state());
  }

  private static String place(TrainingState state) {
    return "in epoch %d after step %d".formatted(state.epoch(), state.steps());
  }

  /** Settings that are not what they were, in words. */
  public List<String> changes() {
    return from == null ? List.of() : identity.changes(from.identity());
  }

  /** The command that began the training. */
  public String command() {
    return command;
  }

  /** Where the training has come to, in words; null before its first step. */
  public @Nullable String place() {
    return place;
  }

  @Override
  public void epochEnded(Epoch epoch) {
    history.add(epoch);
    if (begun) {
      directory.append(RunDirectory.HISTORY, RunDirectory.history(List.of(epoch)));
    }
  }

  @Override
  public void reached(Moment moment) {
    throwFailure();
    if (!begun) {
      begin(moment.plan());
    }
    place = "in epoch %d after step %d".formatted(moment.epoch(), moment.steps());
    if (keep > 0 && (moment.epochEnded() || isDue(moment))) {
      save(moment);
    }
  }

  private void begin(@Nullable PlanConfig plan) {
    directory.begin(command);
    directory.put(RunDirectory.CONFIG, Yaml.write(settings.withPlan(plan)));
    directory.put(RunDirectory.HISTORY, RunDirectory.history(history));
    begun = true;
  }

  private boolean isDue(Moment moment) {
    if (every == null) {
      return false;
    }
    return every.steps() != null
        ? moment.steps() % every.steps() == 0
        : System.nanoTime() - lastSaved
            >= Objects.requireNonNull(every.time()).duration().toNanos();
  }

  private void save(Moment moment) {
    lastSaved = System.nanoTime();
    Checkpoint checkpoint = moment.checkpoint();
    writer.execute(() -> write(checkpoint));
  }

  private void write(Checkpoint checkpoint) {
    try {
      checkpoints.write(checkpoint, identity);
    } catch (IOException e) {
      failure.compareAndSet(null, directory.failure(directory.checkpoints(), e));
    } catch (RuntimeException | Error e) { // such as no memory: for the thread that trains
      failure.compareAndSet(null, e);
    }
  }

  @Override
  public void interrupted(Moment moment) {
    reached(moment);
    if (keep > 0) {
      save(moment);
    }
    finishWriting();
  }

  /**
   * Waits until the last state has reached the disk. Nothing is saved after that.
   *
   * @throws InputException if one could not be written
   */
  public void finishWriting() {
    close();
    throwFailure();
  }

  private void throwFailure() {
    Throwable cause = failure.get();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException exception) {
      throw exception;
    }
  }

  @Override
  public void close() {
    writer.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = writer.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
