package io.twinhead.training;

import io.twinhead.config.Experiment;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Preprocessing;
import io.twinhead.model.SavedTrunk;
import io.twinhead.run.Json;
import io.twinhead.run.ResultFiles;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/** The record of one training: {@code config.yaml run.json metrics.jsonl model.zip}. */
public final class RunDirectory {
  static final String CONFIG = "config.yaml";
  static final String RECORD = "run.json";
  static final String HISTORY = "metrics.jsonl";
  static final String REPORT = "report.html";
  static final String CARD = "model-card.md";

  private final ResultFiles output;
  private final Experiment experiment;
  private final @Nullable String command;

  /** Run directories below {@code output}. */
  public RunDirectory(ResultFiles output, Experiment experiment) {
    this(output, experiment, null);
  }

  /**
   * Run directories below {@code output}.
   *
   * @param command that repeats the training; null if none does it alone
   */
  public RunDirectory(ResultFiles output, Experiment experiment, @Nullable String command) {
    this.output = output;
    this.experiment = experiment;
    this.command = command;
  }

  /**
   * Writes one run directory.
   *
   * @param name path below the output directory; empty for that itself
   * @param tested on the split's test part; null if training diverged
   */
  public void write(String name, Training training, Trained trained, @Nullable Tested tested) {
    RunRecord record = RunRecord.of(training, trained, tested, command);
    String prefix = name.isEmpty() ? "" : name + "/";
    output.write(prefix + CONFIG, Yaml.write(trained.decided(experiment)));
    output.write(prefix + RECORD, Json.document(record));
    output.write(prefix + HISTORY, history(trained.history()));
    SavedModel model = model(training, trained, tested);
    Experiment settings = trained.decided(experiment).withoutJob();
    output.store(prefix + SavedModel.FILE, file -> model.write(file, settings));
  }

  /** A line for each epoch. */
  static String history(List<Epoch> epochs) {
    return epochs.stream().map(epoch -> Json.line(epoch) + "\n").collect(Collectors.joining());
  }

  private static SavedModel model(Training training, Trained trained, @Nullable Tested tested) {
    TrainingPlan plan = training.plan();
    Preprocessing preprocessing = training.preprocessing();
    MultiLayerNetwork network = trained.engine().network();
    SavedTrunk trunk =
        new SavedTrunk(
            Arrays.stream(preprocessing.shape()).boxed().toList(),
            plan.initSeed(),
            network.getIterationCount(),
            network.getEpochCount(),
            plan.model(),
            plan.tuning());
    SavedHead head = SavedHead.of(plan.head(), training.data(), training.correction());
    SavedProvenance provenance = SavedProvenance.of(training, trained, tested);
    return new SavedModel(trunk, network, head, preprocessing, provenance);
  }
}
