package io.twinhead.report;

import io.twinhead.comparison.Outcome;
import io.twinhead.training.Epoch;
import io.twinhead.training.Judgement;
import java.util.List;

/**
 * The course of one training.
 *
 * @param name such as "seed 1, fold 2"
 * @param bestEpoch the epoch whose weights were kept, from 1 on
 */
record Run(String name, List<Epoch> history, int bestEpoch, Judgement judgement) {

  static Run of(Outcome outcome) {
    return new Run(
        "seed " + outcome.seed() + ", fold " + outcome.fold(),
        outcome.history(),
        outcome.bestEpoch(),
        outcome.judgement());
  }

  Epoch best() {
    return history.get(bestEpoch - 1);
  }
}
