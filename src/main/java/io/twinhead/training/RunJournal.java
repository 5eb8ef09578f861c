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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes down a training while it runs, so that it survives its process: {@code config.yaml} with
 * the engine's plan, a line of {@code metrics.jsonl} for each epoch, and {@link Checkpoints}: at
 * the first epoch's end, at later ones a second after the last or more, when {@code
 * checkpoint-every} says so, and in the end.
 */
public final class RunJournal implements TrainingListener, AutoCloseable {
  /** Between states saved at the ends of short epochs: each state holds all epochs before it. */
  private static final long EPOCHS_APART = TimeUnit.SECONDS.toNanos(1);

  private final LiveDirectory directory;
  private final Experiment settings;
  private final Identity identity;
  private final Checkpoints checkpoints;
  private final int keep;
  private final @Nullable Cadence every;
  private final String command;
  private final @Nullable CheckpointFile from;
  private final List<Epoch> history = new ArrayList<>();
  private final CheckpointWriter writer = new CheckpointWriter(this::write);
  private boolean begun;
  private long lastSaved = System.nanoTime();
  private @Nullable Checkpoint unsaved;
  private long taken;
  private @Nullable String place;

  /**
   * Opens the journal of a training, at the newest state that it can go on from.
   *
   * @param settings without gaps
   * @param command that begins it, or begins it anew
   * @param say is told of states that cannot be used
   * @throws InputException if the state is of another training, or none can be read, or there is
   *     none of a training that has ended
   */
  public RunJournal(
      LiveDirectory directory,
      Training training,
      Experiment settings,
      String command,
      Consumer<String> say) {
    this.directory = directory;
    this.settings = settings;
    this.identity = Identity.of(training, settings);
    this.keep = Objects.requireNonNull(settings.training().keepCheckpoints());
    this.every = settings.training().checkpointEvery();
    this.checkpoints = new Checkpoints(directory.checkpoints(), keep);
    this.from = directory.hasCheckpoint() ? newest(say) : null;
    this.command = from == null ? command : directory.command(command);
    if (from == null && directory.goesOnAfterAnEnd()) {
      throw new InputException(
          "%s: its training has ended, and no checkpoint is left to go on from: keep it as it is, or begin anew with --overwrite"
              .formatted(directory.path()));
    }
    if (from != null) {
      identity.requireSame(from.identity());
      from.requireParameters(training.parameters());
      requireEpochs(from.checkpoint().state().history().size(), training.plan().epochs());
      history.addAll(from.checkpoint().state().history());
    }
    this.taken = from == null ? -1 : from.checkpoint().state().steps();
  }

  private static void requireEpochs(int done, int epochs) {
    if (done > epochs) {
      throw new InputException(
          "epochs: %d asked for, but %d are done: ask for at least %d with --epochs, or begin anew with --overwrite"
              .formatted(epochs, done, done));
    }
  }

  private @Nullable CheckpointFile newest(Consumer<String> say) {
    if (keep == 0) {
      throw new InputException(
          "keep-checkpoints = 0: writes none, and %s holds some, which would fall behind: keep at least 1"
              .formatted(directory.checkpoints()));
    }
    try {
      return checkpoints.newest(say);
    } catch (IOException e) {
      throw new InputException(
          "%s: cannot be read: %s".formatted(directory.checkpoints(), WriteFailure.reason(e)), e);
    }
  }

  /** Where the training goes on; null if it begins. */
  public @Nullable Checkpoint from() {
    return from == null ? null : from.checkpoint().changed(identity.effects(from.identity()));
  }

  /** Where it goes on, in words. */
  public String start() {
    return from == null ? "at its beginning" : place(from.checkpoint().state());
  }

  private static String place(TrainingState state) {
    return state.next() == 0 && state.epoch() > 1
        ? "after epoch %d, step %d".formatted(state.epoch() - 1, state.steps())
        : "in epoch %d after step %d".formatted(state.epoch(), state.steps());
  }

  /** Settings that are not what they were, in words. */
  public List<String> changes() {
    return from == null ? List.of() : identity.changes(from.identity());
  }

  /** The command that does the training; null if no single one does, because settings changed. */
  public @Nullable String command() {
    Checkpoint start = from();
    return start == null || start.state().resumed().isEmpty() ? command : null;
  }

  /** Where the newest saved state is, in words, once {@link #finishWriting} has returned. */
  public String saved() {
    return place == null ? start() : place;
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
    arrive(moment);
    boolean due = isDue(moment);
    if (keep > 0 && (due || moment.epochEnded())) {
      boolean soon = place != null && System.nanoTime() - lastSaved < EPOCHS_APART;
      take(moment);
      if (due || !soon) {
        save();
      }
    }
  }

  @Override
  public void interrupted(Moment moment) {
    arrive(moment);
    if (keep > 0 && moment.steps() != taken) {
      take(moment);
    }
    finishWriting();
  }

  private void arrive(Moment moment) {
    writer.throwFailure();
    if (!begun) {
      begin(moment.plan());
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

  /** Copies the state, which {@link #save} saves. */
  private void take(Moment moment) {
    unsaved = moment.checkpoint();
    taken = moment.steps();
    place = place(unsaved.state());
  }

  private void save() {
    if (unsaved != null) {
      writer.add(unsaved);
      unsaved = null;
      lastSaved = System.nanoTime();
    }
  }

  private void write(Checkpoint checkpoint) {
    try {
      checkpoints.write(checkpoint, identity);
    } catch (IOException e) {
      throw directory.failure(directory.checkpoints(), e);
    }
  }

  /**
   * Waits until the last state has reached the disk. Nothing is saved after that.
   *
   * @throws InputException if one could not be written
   */
  public void finishWriting() {
    close();
    writer.throwFailure();
  }

  @Override
  public void close() {
    save();
    writer.close();
  }
}
