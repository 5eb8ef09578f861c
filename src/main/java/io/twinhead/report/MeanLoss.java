package io.twinhead.report;

import io.twinhead.training.Epoch;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The mean course of trainings of different length. One that stopped early keeps counting with its
 * last loss, lest the mean jump because of who is left.
 */
final class MeanLoss {
  private MeanLoss() {}

  /** The mean for every epoch of the longest training. */
  static double[] of(List<Run> runs, ToDoubleFunction<Epoch> loss) {
    int longest = runs.stream().mapToInt(run -> run.history().size()).max().orElse(0);
    return IntStream.range(0, longest)
        .mapToDouble(
            i ->
                runs.stream()
                    .map(run -> run.history().get(Math.min(i, run.history().size() - 1)))
                    .mapToDouble(loss)
                    .average()
                    .orElseThrow())
        .toArray();
  }
}
