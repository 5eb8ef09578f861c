package io.twinhead.training;

import io.twinhead.config.Experiment;
import io.twinhead.config.Task;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Preprocessing;
import io.twinhead.dataset.Split;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import io.twinhead.model.ModelFile;
import io.twinhead.run.Json;
import io.twinhead.run.OutputDirectory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The record of one training: {@code config.yaml run.json metrics.jsonl model.zip}. */
public final class RunDirectory {
  private final OutputDirectory output;
  private final Experiment experiment;
  private final Dataset data;

  /** Run directories below {@code output}, for trainings on {@code data}. */
  public RunDirectory(OutputDirectory output, Experiment experiment, Dataset data) {
    this.output = output;
    this.experiment = experiment;
    this.data = data;
  }

  /**
   * Writes one run directory.
   *
   * @param name path below the output directory; empty for that itself
   * @param metrics on the split's test part; none if training diverged
   */
  public void write(
      String name,
      Split split,
      TrainingPlan plan,
      Preprocessing preprocessing,
      Trained trained,
      Map<Metric, Score> metrics) {
    RunRecord record = RunRecord.of(data, split, plan, preprocessing, trained, metrics);
    String prefix = name.isEmpty() ? "" : name + "/";
    output.write(prefix + "config.yaml", Yaml.write(trained.decided(experiment)));
    output.write(prefix + "run.json", Json.document(record));
    output.write(
        prefix + "metrics.jsonl",
        trained.history().stream().map(e -> Json.line(e) + "\n").collect(Collectors.joining()));
    HeadRecord head =
        new HeadRecord(plan.head().name(), data.task(), data.classes(), positive(), threshold());
    Map<String, String> documents =
        Map.of(
            "preprocessing.json", Json.document(preprocessing), "head.json", Json.document(head));
    output.store(
        prefix + "model.zip",
        file -> ModelFile.write(file, trained.engine().network(), plan.head(), documents));
  }

  private @Nullable String positive() {
    return data.task() == Task.BINARY ? data.positive() : null;
  }

  /** Null for classes that exclude each other: the most probable of them is predicted. */
  private @Nullable Threshold threshold() {
    return data.task() == Task.MULTICLASS ? null : Threshold.HALF;
  }

  /**
   * What turns a network's output into a decision.
   *
   * @param positive the class that probabilities are about; null unless there are two
   * @param threshold of the positive class or of each label; null if the most probable class counts
   */
  record HeadRecord(
      String head,
      Task task,
      List<String> labels,
      @Nullable String positive,
      @Nullable Threshold threshold) {}
}
