package io.twinhead.report;

import io.twinhead.comparison.Arm;
import io.twinhead.comparison.Comparison;
import io.twinhead.comparison.Comparison.HeadSummary;
import java.util.Objects;

/** The two compared heads. */
record Heads(HeadSummary sigmoid, HeadSummary softmax) {

  static Heads of(Comparison comparison) {
    return new Heads(head(comparison, Arm.SIGMOID), head(comparison, Arm.SOFTMAX));
  }

  private static HeadSummary head(Comparison comparison, Arm arm) {
    String name = arm.headName();
    return Objects.requireNonNull(comparison.heads().get(name), name);
  }
}
