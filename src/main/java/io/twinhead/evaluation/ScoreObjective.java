package io.twinhead.evaluation;

import java.util.Arrays;
import java.util.Locale;

/** Objectives without parameters. */
enum ScoreObjective implements ThresholdObjective {
  /** Harmonic mean of precision and recall. */
  F1 {
    @Override
    public Score value(ConfusionMatrix decisions) {
      return positives(decisions) == 0 ? NO_POSITIVES : decisions.f1();
    }
  },
  /** Matthews correlation coefficient. */
  MCC {
    @Override
    public Score value(ConfusionMatrix decisions) {
      return decisions.mcc();
    }
  },
  /** Youden's index, Cancer 3 (1950): true positive rate less false positive rate. */
  YOUDEN {
    @Override
    public Score value(ConfusionMatrix decisions) {
      Score balanced = decisions.balancedAccuracy();
      return balanced.value() == null ? balanced : Score.of(2 * balanced.value() - 1);
    }
  },
  /** Mean of the two classes' recalls; best where Youden's index is. */
  BALANCED_ACCURACY {
    @Override
    public Score value(ConfusionMatrix decisions) {
      return decisions.balancedAccuracy();
    }
  },
  /** Distance between the share of rows predicted positive and the share that is. */
  PREVALENCE {
    @Override
    public Score value(ConfusionMatrix decisions) {
      double total = positives(decisions) + decisions.fp() + decisions.tn();
      return Score.of(Math.abs(decisions.fp() - decisions.fn()) / total);
    }

    @Override
    public boolean higherIsBetter() {
      return false;
    }
  };

  private static final Score NO_POSITIVES = Score.undefined(Ranking.NO_POSITIVES);

  static ScoreObjective parse(String text) {
    return Arrays.stream(values())
        .filter(objective -> objective.describe().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown threshold objective '" + text + "'; known: " + KNOWN));
  }

  @Override
  public String describe() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  private static double positives(ConfusionMatrix decisions) {
    return decisions.tp() + decisions.fn();
  }
}
