package io.twinhead.evaluation;

import java.util.List;

/** A number computed from the rows of one fixed test set, as a function of the rows' weights. */
@FunctionalInterface
public interface RowStatistic {
  /** Computes the statistic with one finite weight per row, none negative. */
  Score of(double[] weights);

  /** Returns the mean over runs, such as seeds; undefined where one of them is. */
  static RowStatistic mean(List<RowStatistic> runs) {
    List<RowStatistic> all = List.copyOf(runs);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("the mean of no runs");
    }
    return weights -> {
      double sum = 0;
      for (RowStatistic run : all) {
        Score score = run.of(weights);
        if (score.value() == null) {
          return score;
        }
        sum += score.value();
      }
      return Score.of(sum / all.size());
    };
  }

  /** Returns this statistic less {@code other}; undefined where one of them is. */
  default RowStatistic minus(RowStatistic other) {
    return weights -> {
      Score left = of(weights);
      if (left.value() == null) {
        return left;
      }
      Score right = other.of(weights);
      return right.value() == null ? right : Score.of(left.value() - right.value());
    };
  }
}
