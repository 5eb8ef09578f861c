package io.twinhead.comparison;

import io.twinhead.config.EvaluationConfig.Mode;
import io.twinhead.config.Link;
import io.twinhead.dataset.Dataset;
import io.twinhead.head.OutputHead;
import io.twinhead.training.Heads;
import java.util.List;
import java.util.Locale;

/** One of the trainings that share a split. */
public enum Arm {
  SIGMOID("sigmoid", ""),
  SOFTMAX("softmax", ""),
  /** Two softmax units that start and are trained so that they follow the sigmoid unit. */
  MATCHED("softmax", ""),
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

  /** The trainings that a mode needs. */
  static List<Arm> of(Mode mode) {
    return switch (mode) {
      case NAIVE -> List.of(SIGMOID, SOFTMAX, REPLICATE);
      case MATCHED -> List.of(SIGMOID, MATCHED, REPLICATE);
      case BOTH -> List.of(values());
    };
  }

  /**
   * Its head for the classes of a data set.
   *
   * @param link of sigmoid units
   */
  public OutputHead head(Dataset data, Link link) {
    return headName.equals("softmax") ? Heads.softmax(data) : Heads.sigmoid(data, link);
  }

  /** The prefix of this arm's random streams: equal for the two heads, so that they are paired. */
  String stream() {
    return stream;
  }
}
