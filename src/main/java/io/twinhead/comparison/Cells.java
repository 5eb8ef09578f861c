package io.twinhead.comparison;

import io.twinhead.config.InputException;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Split;
import io.twinhead.dataset.Splits;
import io.twinhead.run.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The splits of a comparison: every fold of every seed. */
record Cells(Dataset data, ComparisonPlan plan) {
  /** The share of the training folds that early stopping watches. */
  static final double VALIDATION_SHARE = 0.15;

  static List<Cell> of(Dataset data, ComparisonPlan plan) {
    return new Cells(data, plan).all();
  }

  private List<Cell> all() {
    List<Cell> cells = new ArrayList<>();
    for (long seed : plan.seeds()) {
      int fold = 1;
      for (Split split : splits(Seeds.derive(seed, "split"))) {
        cells.add(new Cell(seed, fold++, split));
      }
    }
    return cells;
  }

  private List<Split> splits(long seed) {
    if (data.hasTestSplit()) {
      Split given = Splits.given(data, VALIDATION_SHARE, seed);
      requireSeveralClasses(given.test());
      return List.of(given);
    }
    return Splits.folds(data, plan.folds(), VALIDATION_SHARE, seed);
  }

  /** A fold may lack a class, since others have it; the only test part needs two to tell apart. */
  private void requireSeveralClasses(int[] test) {
    int[] labels = data.labels();
    int[] codes = Arrays.stream(test).map(row -> labels[row]).distinct().toArray();
    if (codes.length < 2) {
      throw new InputException(
          "%s: all %d rows of the test part are of class '%s', so the heads cannot be compared on"
                  .formatted(data.name(), test.length, data.classes().get(codes[0]))
              + " it: correct the split that the data give");
    }
  }
}
