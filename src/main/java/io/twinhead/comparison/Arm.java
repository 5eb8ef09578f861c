package io.twinhead.comparison;

import io.twinhead.head.OutputHead;
import java.util.Locale;

/** One of the trainings that share a split. */
public enum Arm {
  SIGMOID(OutputHead.SIGMOID, ""),
  SOFTMAX(OutputHead.SOFTMAX, ""),
  /** The sigmoid head once more, other initial weights and order: the noise floor. */
  REPLICATE(OutputHead.SIGMOID, "replicate/");

  @SuppressWarnings("ImmutableEnumChecker") // heads have no state
  private final OutputHead head;

  private final String stream;

  Arm(OutputHead head, String stream) {
    this.head = head;
    this.stream = stream;
  }

  /** The name for people. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  public OutputHead head() {
    return head;
  }

  /** The prefix of this arm's random streams: equal for the two heads, so that they are paired. */
  String stream() {
    return stream;
  }
}
