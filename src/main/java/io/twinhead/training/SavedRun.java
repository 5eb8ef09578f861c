package io.twinhead.training;

import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Checksum;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Features;
import io.twinhead.dataset.Preprocessing;
import io.twinhead.dataset.Split;
import io.twinhead.engine.Engine;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadTuning;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Networks;
import io.twinhead.run.LiveDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/**
 * A run directory read back: the network with all that it takes to use it, and the way back to the
 * rows that it learnt from. Where files disagree, {@code model.zip} decides. For one thread.
 *
 * <p>Whatever is wrong with the files is an {@link InputException}.
 */
public final class SavedRun implements AutoCloseable {
  private static final List<String> FILES =
      List.of(SavedModel.FILE, RunDirectory.CONFIG, RunDirectory.RECORD);

  private final Path path;
  private final Experiment experiment;
  private final SavedData data;
  private final String modelSha256;
  private final SavedModel saved;
  private final OutputHead head;
  private final Predictor predictor;

  private SavedRun(Path path, Function<String, Path> places) {
    this.path = path;
    this.experiment = Yaml.read(path.resolve(RunDirectory.CONFIG), Experiment.class);
    this.data = new SavedData(path, places, experiment);
    this.modelSha256 = Checksum.of(List.of(path.resolve(SavedModel.FILE)));
    this.saved = SavedModel.read(path.resolve(SavedModel.FILE));
    this.head = saved.head().toHead();
    this.predictor = new Predictor(saved, experiment.training());
  }

  /** Reads a run whose data set, if it is needed, is found by its path. */
  public static SavedRun open(Path run) {
    return open(run, Path::of);
  }

  /**
   * Reads a run.
   *
   * @param places where a data set of a given name is, as its run was told it
   */
  public static SavedRun open(Path run, Function<String, Path> places) {
    for (String file : FILES) {
      if (!Files.isRegularFile(run.resolve(file))) {
        throw noRun(run, file);
      }
    }
    return new SavedRun(run, places);
  }

  private static InputException noRun(Path run, String missing) {
    if (!Files.isDirectory(run)) {
      return new InputException(
          "%s: is no run directory: %s; name the directory that train has written"
              .formatted(
                  run, Files.exists(run) ? "it is a file" : "there is nothing of that name"));
    }
    String obstacle = LiveDirectory.obstacle(run);
    if (obstacle != null) {
      return new InputException(run + ": " + obstacle);
    }
    String remedy =
        Files.isDirectory(run.resolve("runs"))
            ? "it is a comparison's; name one of the directories in " + run.resolve("runs")
            : "name the directory that train has written, or train again";
    return new InputException(
        "%s: is no run directory, for it has no %s: %s".formatted(run, missing, remedy));
  }

  public Path path() {
    return path;
  }

  /** The settings, as the run recorded them. */
  public Experiment experiment() {
    return experiment;
  }

  public ModelSpec model() {
    return saved.trunk().model();
  }

  public OutputHead head() {
    return head;
  }

  public Task task() {
    return saved.head().task();
  }

  /** Class or label names by code; of two classes the second is the positive one. */
  public List<String> classes() {
    return saved.head().labels();
  }

  public Preprocessing preprocessing() {
    return saved.preprocessing();
  }

  /** Of decisions between two classes, or for each label; without meaning for more classes. */
  public Threshold threshold() {
    return saved.head().thresholdOrHalf();
  }

  /** Of the log-odds between two classes, before the threshold. */
  public Calibration calibration() {
    return saved.head().calibration();
  }

  /** The number of parameters of the whole network. */
  public long parameters() {
    return network().numParams();
  }

  /** Of the same trunk with another head. */
  public long parametersWith(OutputHead other) {
    return Networks.parameters(model(), other, saved.trunk().shape());
  }

  /** How the training went, as its files tell. */
  public Course course() {
    return Course.read(path);
  }

  /**
   * The tuning with which training goes on as it would have, once the head is this one. A run's own
   * head keeps what it has.
   */
  HeadTuning tuningOf(OutputHead other) {
    HeadTuning tuning = saved.trunk().headTuning();
    if (other.outputs() == head.outputs()) {
      return tuning;
    }
    return other.outputs() > head.outputs() ? tuning.split() : tuning.merged();
  }

  SavedModel saved() {
    return saved;
  }

  /** With the weights of the best epoch. */
  public MultiLayerNetwork network() {
    return saved.network();
  }

  /** For inference with the network, in the way in which it was trained; closed with this run. */
  public Engine engine() {
    return predictor.engine();
  }

  Predictor predictor() {
    return predictor;
  }

  /** The data set that the run learnt from, unchanged since. */
  public Dataset data() {
    return data.data();
  }

  /** Whether data, wherever they are, are those that the run learnt from, to the byte. */
  public boolean learntFrom(Dataset other) {
    return data.isSame(other);
  }

  /**
   * Opens other data as the run's own was opened, with the run's class codes.
   *
   * @param label its label column; null for that of the run's own
   */
  public Dataset openOther(Path place, @Nullable String label) {
    return data.other(place, label, saved.head(), saved.provenance());
  }

  /** What its record says about its rows. */
  RunFacts facts() {
    return data.facts();
  }

  /** SHA-256 of the model file when it was opened, in hexadecimal digits. */
  String modelSha256() {
    return modelSha256;
  }

  /**
   * Insists on the model that was opened.
   *
   * @throws InputException if another process has changed it since
   */
  void requireUnchanged() {
    if (!Checksum.of(List.of(path.resolve(SavedModel.FILE))).equals(modelSha256)) {
      throw new InputException(
          "%s: changed meanwhile, by another command: nothing was written; run this command again"
              .formatted(path));
    }
  }

  /** The rows that each part of the training had. */
  public Split split() {
    return data.split();
  }

  /**
   * What the network computes: row-major [examples, outputs].
   *
   * @throws InputException if it is not finite
   */
  public double[] logits(Features examples) {
    return predictor.logits(examples);
  }

  /**
   * What the model says about rows of a data set; weights as they are.
   *
   * @throws InputException if the model cannot take them, or the network's output is not finite
   */
  public Predictions predict(Dataset rowsOf, int[] rows) {
    return calibrated(predictor.raw(rowsOf, rows));
  }

  private Predictions calibrated(Predictions raw) {
    return raw instanceof BinaryPredictions binary ? calibration().apply(binary) : raw;
  }

  /** The same of two classes, as the network has it. */
  BinaryPredictions uncalibrated(Dataset rowsOf, int[] rows) {
    return (BinaryPredictions) predictor.raw(rowsOf, rows);
  }

  /**
   * What the model says about examples without labels: one prediction for each, or none where the
   * network's output is not finite, as for values far out of the range of the training rows.
   */
  public List<Optional<Prediction>> predict(Features examples) {
    return predictor.predict(examples);
  }

  @Override
  public void close() {
    predictor.close();
  }
}
