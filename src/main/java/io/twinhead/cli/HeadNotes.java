package io.twinhead.cli;

import io.twinhead.config.Task;
import io.twinhead.dataset.Dataset;
import io.twinhead.head.OutputHead;
import java.util.List;

/** What to know about a head for more than two classes, in plain sentences. */
final class HeadNotes {
  private HeadNotes() {}

  /** Nothing but for a sigmoid unit for each of several classes. */
  static List<String> of(OutputHead head, Dataset data) {
    return head.name().equals(OutputHead.SIGMOID.name()) ? ofComparison(data) : List.of();
  }

  /** Of both heads. */
  static List<String> ofComparison(Dataset data) {
    return data.task() == Task.MULTICLASS
        ? List.of(
            "Warning: each of the %d sigmoid units tells one class from all the rest; their probabilities"
                    .formatted(data.classes().size())
                + " do not sum to 1, so they are divided by their sum before they are measured.")
        : List.of();
  }
}
