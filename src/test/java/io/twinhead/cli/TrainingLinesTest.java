package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.PlanConfig;
import io.twinhead.dataset.Unit;
import io.twinhead.training.Checkpoint;
import io.twinhead.training.Epoch;
import io.twinhead.training.Moment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainingLinesTest {
  private static final Terminal TERMINAL = new Terminal(true, false);
  private static final int STEPS = 400;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private long millis;

  @Test
  void redrawsOneLineFiveTimesASecond() {
    steps(lines(TERMINAL, false), 1, 100, 10);
    String[] drawn = err.toString().split(Progress.CLEAR.replace("[", "\\["), -1);
    assertThat(drawn).hasSize(1 + 5);
    assertThat(drawn[5])
        .contains("epoch 1/15 [##--------] step 100/400  loss 0.5000  1,000 images/s")
        .contains("3 s left, 59 s at most for all epochs");
    assertThat(err.toString()).doesNotContain("\n");
  }

  @Test
  void leavesALineForEachEpochWhereTheOtherStood() {
    TrainingLines lines = lines(TERMINAL, false);
    steps(lines, 3, 100, 10);
    err.getBuffer().setLength(0);
    end(lines, 3, 3, 1);
    assertThat(err.toString())
        .isEqualTo(
            Progress.CLEAR
                + "epoch   3/15  training loss 0.5000  validation loss 0.2500 (best)  roc_auc 0.9000"
                + "  1,000 images/s  4.0 s  idle 0.4 %"
                + System.lineSeparator());
  }

  @Test
  void marksOnlyTheBestEpochAndOnlyANewLearningRate() {
    TrainingLines lines = lines(Terminal.PLAIN, false);
    end(lines, 1, 1, 1);
    end(lines, 2, 1, 0.5);
    end(lines, 3, 1, 0.5);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            one -> assertThat(one).contains("(best)").doesNotContain("learning rate"),
            two -> assertThat(two).doesNotContain("(best)").endsWith("learning rate 0.500"),
            three -> assertThat(three).doesNotContain("(best)", "learning rate"));
  }

  @Test
  void saysInALogHowFarALongEpochIsEveryHalfMinute() {
    TrainingLines lines = lines(Terminal.PLAIN, false);
    steps(lines, 1, 400, 200); // 80 s
    end(lines, 1, 1, 1);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            half -> assertThat(half).startsWith("epoch 1/15  step 150/400").contains("50 s left"),
            whole -> assertThat(whole).startsWith("epoch 1/15  step 300/400"),
            end -> assertThat(end).startsWith("epoch   1/15 "));
    assertThat(err.toString()).doesNotContain("\033");
  }

  @Test
  void saysNothingOfShortEpochsInALogButTheirEnds() {
    TrainingLines lines = lines(Terminal.PLAIN, false);
    for (int epoch = 1; epoch <= 15; epoch++) {
      steps(lines, epoch, 400, 10);
      end(lines, epoch, epoch, 1);
    }
    assertThat(err.toString().lines()).hasSize(15).allMatch(line -> line.startsWith("epoch  "));
  }

  @Test
  void saysNoRemainingTimeBeforeItKnowsAPace() {
    steps(lines(TERMINAL, false), 1, 1, 60_000); // the engine chooses its kernels
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void isQuietIfAsked() {
    TrainingLines lines = lines(TERMINAL, true);
    lines.startsFrom(0.5, 0.6);
    steps(lines, 1, 400, 1000);
    end(lines, 1, 1, 1);
    assertThat(err.toString() + out).isEmpty();
  }

  private TrainingLines lines(Terminal terminal, boolean quiet) {
    return new TrainingLines(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        terminal,
        Unit.IMAGE,
        quiet,
        () -> millis * 1_000_000);
  }

  /** The steps of an epoch up to one of them. */
  private void steps(TrainingLines lines, int epoch, int last, int millisEach) {
    for (int step = 1; step <= last; step++) {
      millis += millisEach;
      lines.reached(new At(epoch, step, false, 0));
    }
  }

  private static void end(TrainingLines lines, int epoch, int best, double rate) {
    Map<String, @Nullable Double> metrics = Map.of("roc_auc", 0.9, "learning_rate", rate);
    lines.epochEnded(new Epoch(epoch, 0.5, 0.25, metrics, 1000, 4, 0.004));
    lines.reached(new At(epoch, 0, true, best));
  }

  private record At(int epoch, int step, boolean epochEnded, int bestEpoch) implements Moment {
    @Override
    public long steps() {
      return (long) (epochEnded ? epoch : epoch - 1) * STEPS + step;
    }

    @Override
    public int stepsPerEpoch() {
      return STEPS;
    }

    @Override
    public int epochs() {
      return 15;
    }

    @Override
    public double trainLoss() {
      return 0.5;
    }

    @Override
    public double samplesPerSecond() {
      return 1000;
    }

    @Override
    public @Nullable PlanConfig plan() {
      return null;
    }

    @Override
    public Checkpoint checkpoint() {
      throw new AssertionError("nobody needs one to show how far it is");
    }
  }
}
