package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.config.Link;
import io.twinhead.config.Task;
import io.twinhead.dataset.Dataset;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.OutputHead;
import io.twinhead.head.SigmoidHead;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What turns a network's output into a decision: {@code head.json} in a model file.
 *
 * @param head its name
 * @param task what the labels say
 * @param link of sigmoid units
 * @param labels class or label names by code; the last of two classes is the positive one
 * @param positive class; null unless there are two
 * @param threshold of the positive class or of each label; null if the most probable class counts
 * @param calibration of the log-odds between two classes, before the threshold
 */
@SuppressWarnings("ConstantConditions") // a file may leave keys out
record SavedHead(
    String head,
    Task task,
    Link link,
    List<String> labels,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String positive,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Threshold threshold,
    Calibration calibration) {

  SavedHead {
    Objects.requireNonNull(head, "head is missing");
    Objects.requireNonNull(task, "task is missing");
    Objects.requireNonNull(link, "link is missing");
    if (OutputHead.ALL.stream().noneMatch(known -> known.name().equals(head))) {
      throw new IllegalArgumentException("head '" + head + "' is not known");
    }
    labels = List.copyOf(labels);
    calibration = calibration == null ? Calibration.NONE : calibration;
    if (labels.isEmpty() || (task == Task.BINARY && labels.size() != 2)) {
      throw new IllegalArgumentException(labels.size() + " labels do not make a " + task + " task");
    }
  }

  static SavedHead of(OutputHead head, Dataset data, Calibration calibration) {
    return new SavedHead(
        head.name(),
        data.task(),
        head.base() instanceof SigmoidHead sigmoid ? sigmoid.link() : Link.LOGIT,
        data.classes(),
        data.task() == Task.BINARY ? data.positive() : null,
        data.task() == Task.MULTICLASS ? null : Threshold.HALF,
        calibration);
  }

  SavedHead with(Threshold chosen, Calibration fitted) {
    return new SavedHead(head, task, link, labels, positive, chosen, fitted);
  }

  SavedHead with(OutputHead other) {
    return new SavedHead(other.name(), task, link, labels, positive, threshold, calibration);
  }

  /** The head of the network. */
  OutputHead toHead() {
    boolean softmax = OutputHead.of(head) == OutputHead.SOFTMAX;
    return switch (task) {
      case BINARY -> softmax ? OutputHead.SOFTMAX : OutputHead.sigmoid(1, link);
      case MULTILABEL -> OutputHead.sigmoid(labels.size(), link);
      case MULTICLASS ->
          softmax ? OutputHead.softmax(labels.size()) : OutputHead.sigmoid(labels.size(), link);
    };
  }
}
