package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.config.Link;
import io.twinhead.config.Task;
import io.twinhead.dataset.Dataset;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.Threshold;
import io.twinhead.evaluation.ThresholdObjective;
import io.twinhead.head.OutputHead;
import io.twinhead.head.SigmoidHead;
import java.util.HashSet;
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
    labels = List.copyOf(Objects.requireNonNull(labels, "labels are missing"));
    calibration = calibration == null ? Calibration.NONE : calibration;
    requireLabels(task, labels, positive);
    requireObjective(threshold);
    output(head, task, link, labels.size());
  }

  private static void requireLabels(Task task, List<String> labels, @Nullable String positive) {
    if (labels.isEmpty()
        || (task == Task.BINARY && labels.size() != 2)
        || (task == Task.MULTICLASS && labels.size() <= 2)) {
      throw new IllegalArgumentException(labels.size() + " labels do not make a " + task + " task");
    }
    if (new HashSet<>(labels).size() < labels.size()) {
      throw new IllegalArgumentException("labels " + labels + " name one twice");
    }
    if (task == Task.BINARY && !labels.get(1).equals(positive)) {
      throw new IllegalArgumentException(
          "positive '%s' is not the second label, '%s'".formatted(positive, labels.get(1)));
    }
  }

  private static void requireObjective(@Nullable Threshold threshold) {
    if (threshold == null) {
      return;
    }
    String objective = Objects.requireNonNull(threshold.objective(), "objective is missing");
    if (!objective.equals(Threshold.HALF.objective())) {
      ThresholdObjective.parse(objective);
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

  /** Without meaning where the most probable class counts. */
  Threshold thresholdOrHalf() {
    return threshold == null ? Threshold.HALF : threshold;
  }

  /** The head of the network. */
  OutputHead toHead() {
    return output(head, task, link, labels.size());
  }

  private static OutputHead output(String name, Task task, Link link, int labels) {
    if (OutputHead.of(name) == OutputHead.SIGMOID) {
      return OutputHead.sigmoid(task == Task.BINARY ? 1 : labels, link);
    }
    if (task == Task.MULTILABEL || link != Link.LOGIT) {
      throw new IllegalArgumentException(
          "head softmax has no task %s with link %s".formatted(task, link));
    }
    return OutputHead.softmax(labels);
  }
}
