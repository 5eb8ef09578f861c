package io.twinhead.cli;

import io.twinhead.dataset.SplitOrigin;
import io.twinhead.dataset.Unit;
import io.twinhead.training.Epoch;
import io.twinhead.training.Moment;
import io.twinhead.training.Trained;
import io.twinhead.training.Training;
import io.twinhead.training.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far one training is. Each epoch leaves a line; on a terminal one more line, redrawn in
 * its place, follows the steps; in a log long epochs have a line now and then. Nothing of it if the
 * training is to be quiet.
 */
final class TrainingLines implements TrainingListener {
  private static final long REDRAWN = 200_000_000; // nanoseconds: five times a second
  private static final long LOGGED = 30_000_000_000L;
  private static final int BAR = 10;

  /** Cuts off what is wider than the terminal: a line that wraps could not be redrawn. */
  private static final String NO_WRAP = "\033[?7l%s\033[?7h";

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean live;
  private final boolean quiet;
  private final Unit unit;
  private final LongSupplier nanos;
  private @Nullable Pace pace;
  private long shown;
  private @Nullable Double learningRate;
  private @Nullable Epoch ended;
  private double startLoss = Double.POSITIVE_INFINITY;

  /**
   * Lines for one training.
   *
   * @param out where it says what the first step starts from
   * @param unit what it learns from
   * @param nanos a clock that never goes back
   */
  TrainingLines(
      PrintWriter out,
      PrintWriter err,
      Terminal terminal,
      Unit unit,
      boolean quiet,
      LongSupplier nanos) {
    this.out = out;
    this.err = err;
    this.live = terminal.interactive() && !quiet;
    this.quiet = quiet;
    this.unit = unit;
    this.nanos = nanos;
    this.shown = nanos.getAsLong();
  }

  @Override
  public void startsFrom(double validationLoss, double baseline) {
    startLoss = validationLoss;
    if (!quiet) {
      out.printf(
          Locale.ROOT,
          "Before the first step: validation loss %.4f, baseline %.4f%n",
          validationLoss,
          baseline);
      out.flush();
    }
  }

  @Override
  public void firstStep() {
    if (!quiet) {
      Progress.logFirstStep();
    }
  }

  @Override
  public void epochEnded(Epoch epoch) {
    ended = epoch;
  }

  @Override
  public void reached(Moment moment) {
    if (moment.epochEnded()) {
      say(line(Objects.requireNonNull(ended), moment));
      return;
    }
    long now = nanos.getAsLong();
    if (pace == null) {
      pace = new Pace(now, moment.steps());
    } else if (now - shown >= (live ? REDRAWN : LOGGED)) {
      shown = now;
      show(progress(moment, pace.secondsPerStep(now, moment.steps())));
    }
  }

  /** What became of it: why it ended early, and what its result means if little was learnt from. */
  void ended(Training training, Trained trained) {
    switch (trained.ending()) {
      case PATIENCE ->
          say(
              "Stopped: no lower validation loss for %s; epoch %d is kept"
                  .formatted(
                      epochs(trained.history().size() - trained.bestEpoch()), trained.bestEpoch()));
      case MAX_TIME ->
          say(
              "Stopped: --max-time %s is up; epoch %d is kept"
                  .formatted(training.plan().maxTime(), trained.bestEpoch()));
      case EPOCHS, DIVERGENCE -> clear();
    }
    Optional.ofNullable(training.split().origin())
        .map(SplitOrigin::limit)
        .ifPresent(limit -> warn("Warning: " + limit.warning()));
  }

  /** The weights kept are those of an epoch, even if none has bettered what there was. */
  void warnIfTheStartWasBetter(Epoch best) {
    if (best.validationLoss() >= startLoss) {
      warn(
          "Warning: no epoch has bettered the weights that it started from: validation loss %.4f before the first step, %.4f after epoch %d, whose weights are kept."
              .formatted(startLoss, best.validationLoss(), best.epoch()));
    }
  }

  private String line(Epoch epoch, Moment moment) {
    return String.format(
        Locale.ROOT,
        "epoch %3d/%d  training loss %s  validation loss %s%s%s  %,.0f %ss/s  %.1f s  idle %.1f %%%s",
        epoch.epoch(),
        moment.epochs(),
        loss(epoch.trainLoss()),
        loss(epoch.validationLoss()),
        moment.bestEpoch() == epoch.epoch() ? " (best)" : "       ",
        score(epoch),
        epoch.samplesPerSecond(),
        unit,
        epoch.seconds(),
        100 * epoch.idle(),
        rate(epoch));
  }

  /** Not a line of digits where a training is about to diverge. */
  private static String loss(double value) {
    return String.format(Locale.ROOT, value < 1e6 ? "%.4f" : "%.3g", value);
  }

  /** The first of these that is defined; with labels that overlap there may be none. */
  private static String score(Epoch epoch) {
    return Stream.of("roc_auc", "accuracy")
        .filter(key -> epoch.metrics().get(key) != null)
        .findFirst()
        .map(key -> String.format(Locale.ROOT, "  %s %.4f", key, epoch.metrics().get(key)))
        .orElse("");
  }

  /** The learning rate, if it is another than in the epoch before. */
  private String rate(Epoch epoch) {
    Double now = epoch.metrics().get("learning_rate");
    boolean same = learningRate == null || learningRate.equals(now);
    learningRate = now;
    return same ? "" : String.format(Locale.ROOT, "  learning rate %.3g", now);
  }

  private String progress(Moment moment, double secondsPerStep) {
    int left = moment.stepsPerEpoch() - moment.step();
    long most = (long) moment.epochs() * moment.stepsPerEpoch() - moment.steps();
    return String.format(
        Locale.ROOT,
        "epoch %d/%d %sstep %d/%d  loss %.4f  %,.0f %ss/s  %s left, %s at most for all epochs",
        moment.epoch(),
        moment.epochs(),
        live ? bar(moment) : " ",
        moment.step(),
        moment.stepsPerEpoch(),
        moment.trainLoss(),
        moment.samplesPerSecond(),
        unit,
        Progress.span(left * secondsPerStep),
        Progress.span(most * secondsPerStep));
  }

  private static String bar(Moment moment) {
    int filled = BAR * moment.step() / moment.stepsPerEpoch();
    return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] ";
  }

  static String epochs(int count) {
    return count == 1 ? "1 epoch" : count + " epochs";
  }

  private void show(String progress) {
    if (live) {
      err.print(Progress.CLEAR + NO_WRAP.formatted(progress));
      err.flush();
    } else {
      say(progress);
    }
  }

  /** Leaves a line, unless all is to be quiet. */
  private void say(String line) {
    if (!quiet) {
      clear();
      err.println(line);
      err.flush();
      shown = nanos.getAsLong();
    }
  }

  /** Says even to those who want it quiet. */
  private void warn(String sentence) {
    clear();
    err.println(Introduction.wrapped(sentence));
    err.flush();
  }

  private void clear() {
    err.print(live ? Progress.CLEAR : "");
    err.flush();
  }

  /**
   * How fast steps follow each other, with all that happens between them. The first step is left
   * out, in which an engine chooses its kernels.
   */
  private record Pace(long start, long steps) {
    double secondsPerStep(long now, long stepsNow) {
      return (now - start) / 1e9 / (stepsNow - steps);
    }
  }
}
