package io.twinhead.report;

import io.twinhead.comparison.Comparison;

/** How a comparison was laid out. */
final class Design {
  private Design() {}

  /** How often each head was trained, and on what. */
  static String words(Comparison comparison) {
    int seeds = comparison.seeds().size();
    int folds = comparison.folds();
    return folds == 1
        ? "each head trained %s, tested on the data set's own test part"
            .formatted(Numbers.count(seeds, "time"))
        : "each head trained %s on the same splits (%s x %s)"
            .formatted(
                Numbers.count((long) seeds * folds, "time"),
                Numbers.count(seeds, "seed"),
                Numbers.count(folds, "fold"));
  }
}
