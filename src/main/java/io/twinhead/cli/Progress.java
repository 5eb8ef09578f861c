package io.twinhead.cli;

import io.twinhead.comparison.ComparisonListener;
import io.twinhead.comparison.LockstepKind;
import io.twinhead.comparison.Outcome;
import io.twinhead.training.Epoch;
import java.io.PrintWriter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far a comparison is: one bar on a terminal, a line per training in a log. */
final class Progress implements ComparisonListener {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final int BAR = 30;

  /** Goes back to the start of the terminal's line and empties it. */
  static final String CLEAR = "\r\033[K";

  private final PrintWriter err;
  private final boolean bar;
  private final long start = System.nanoTime();
  private int trainings;
  private int done;

  Progress(PrintWriter err, Terminal terminal) {
    this.err = err;
    this.bar = terminal.interactive();
  }

  @Override
  public void started(int count) {
    trainings = count;
    if (bar) {
      draw();
    } else {
      err.println("Training " + count + " networks");
    }
  }

  @Override
  public void firstStep() {
    logFirstStep();
  }

  @Override
  public void lockstep(LockstepKind kind, String precision) {
    err.println(
        "Lockstep, " + kind.title() + ", in " + precision.toLowerCase(Locale.ROOT) + " precision");
  }

  @Override
  public void trained(Outcome outcome) {
    done++;
    if (bar) {
      draw();
    } else {
      err.println(line(outcome));
    }
  }

  /** The time from the user's command to the first training step, for {@code --debug}. */
  static void logFirstStep() {
    Long started = Long.getLong("twinhead.command.started");
    if (started != null) {
      LOG.debug(
          "first training step {} ms after the command", System.currentTimeMillis() - started);
    }
  }

  /** A length of time to two digits or so, as {@code 12 s}, {@code 3 min} or {@code 1 h 20 min}. */
  static String span(double seconds) {
    long minutes = Math.round(seconds / 60);
    if (seconds < 99.5) {
      return Math.round(seconds) + " s";
    }
    return minutes < 100 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  private String line(Outcome outcome) {
    Epoch best = outcome.history().get(outcome.bestEpoch() - 1);
    return String.format(
        Locale.ROOT,
        "%3d/%d seed %d fold %d %-9s best epoch %d of %d, validation loss %.4f, %.1f s",
        done,
        trainings,
        outcome.seed(),
        outcome.fold(),
        outcome.arm().name().toLowerCase(Locale.ROOT),
        outcome.bestEpoch(),
        outcome.history().size(),
        best.validationLoss(),
        outcome.seconds());
  }

  private void draw() {
    int filled = BAR * done / trainings;
    double seconds = (System.nanoTime() - start) / 1e9;
    String left = done == 0 ? "" : ", " + span(seconds / done * (trainings - done)) + " left";
    err.print(
        "\r["
            + "#".repeat(filled)
            + "-".repeat(BAR - filled)
            + "] "
            + done
            + "/"
            + trainings
            + " trainings"
            + left
            + "     ");
    err.print(done == trainings ? CLEAR : "");
    err.flush();
  }
}
