package io.twinhead.comparison;

import io.twinhead.config.Link;
import io.twinhead.dataset.Dataset;
import io.twinhead.head.OutputHead;
import io.twinhead.training.Heads;
import java.util.Locale;

/** One of the trainings that share a split. */
public enum Arm {
  SIGMOID("sigmoid", ""),
  SOFTMAX("softmax", ""),
  /** The sigmoid head once more, other initial weights and order: the noise floor. */
  REPLICATE("sigmoid", "replicate/");

  private final String headName;
  private final String stream;

  Arm(String headName, String stream) {
    this.headName = headName;
    this.stream = stream;
  }

  /** The name for people. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of its head in commands and files. */
  public String headName() {
    return headName;
  }

  /**
   * Its head for the classes of a data set.
   *
   * @param link of sigmoid units
   */
  public OutputHead head(Dataset data, Link link) {
    return this == SOFTMAX ? Heads.softmax(data) : Heads.sigmoid(data, link);
  }

  /** The prefix of this arm's random streams: equal for the two heads, so that they are paired. */
  String stream() {
    return stream;
  }
}
