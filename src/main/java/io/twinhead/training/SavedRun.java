package io.twinhead.training;

import io.twinhead.config.Convolution;
import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.Kernels;
import io.twinhead.config.Link;
import io.twinhead.config.Task;
import io.twinhead.config.TrainingConfig;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Checksum;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Datasets;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Features;
import io.twinhead.dataset.Preprocessing;
import io.twinhead.dataset.Split;
import io.twinhead.dataset.SplitOrigin;
import io.twinhead.engine.Engine;
import io.twinhead.engine.EngineOptions;
import io.twinhead.engine.Engines;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadTuning;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.SavedTrunk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
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
  private final Function<String, Path> places;
  private final Experiment experiment;
  private final RunFacts facts;
  private final String modelSha256;
  private final SavedModel saved;
  private final OutputHead head;
  private @Nullable Engine engine;
  private @Nullable Dataset data;
  private @Nullable Split split;

  private SavedRun(Path path, Function<String, Path> places) {
    this.path = path;
    this.places = places;
    this.experiment = Yaml.read(path.resolve(RunDirectory.CONFIG), Experiment.class);
    this.facts = RunFacts.read(path.resolve(RunDirectory.RECORD));
    this.modelSha256 = Checksum.of(List.of(path.resolve(SavedModel.FILE)));
    this.saved = SavedModel.read(path.resolve(SavedModel.FILE));
    this.head = saved.head().toHead();
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
    return Objects.requireNonNullElse(saved.head().threshold(), Threshold.HALF);
  }

  /** Of the log-odds between two classes, before the threshold. */
  public Calibration calibration() {
    return saved.head().calibration();
  }

  /** The number of parameters of the whole network. */
  public long parameters() {
    return network().numParams();
  }

  /** How the training went, as its files tell. */
  public Course course() {
    return Course.read(path);
  }

  /** Of two softmax logits, as the run measured it; see {@link Antisymmetry}. */
  public Optional<Double> antisymmetry() {
    return Optional.ofNullable(facts.antisymmetry());
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
    if (engine == null) {
      engine = engine(network(), head);
    }
    return engine;
  }

  /** Such an engine for another network on the same trunk. */
  Engine engine(MultiLayerNetwork network, OutputHead other) {
    SavedTrunk trunk = saved.trunk();
    return Engines.create(network, other, trunk.shape(), trunk.seed(), engineOptions());
  }

  private EngineOptions engineOptions() {
    TrainingConfig settings = experiment.training();
    return new EngineOptions(
        Objects.requireNonNullElse(settings.engine(), EngineName.COMPILED),
        Objects.requireNonNullElse(settings.kernels(), Kernels.AUTO),
        Objects.requireNonNullElse(settings.convolution(), Convolution.AUTO),
        Objects.requireNonNullElse(settings.threads(), settings.plan() == null ? 1 : 0),
        settings.plan());
  }

  /** The data set that the run learnt from, unchanged since. */
  public Dataset data() {
    if (data == null) {
      data = openData();
    }
    return data;
  }

  private Dataset openData() {
    String name = experiment.dataset();
    if (name == null) {
      throw new InputException(
          path.resolve(RunDirectory.CONFIG) + ": names no dataset, so its rows cannot be found");
    }
    Dataset opened = Datasets.open(places.apply(name), experiment.data());
    if (!opened.sha256().equals(facts.data().sha256())) {
      throw new InputException(
          "%s: the data have changed since %s was trained (SHA-256 %s then, %s now), so its test rows"
                  .formatted(name, path, facts.data().sha256(), opened.sha256())
              + " cannot be told from those that it learnt from; restore the data, or train again");
    }
    return opened;
  }

  /**
   * Opens other data as the run's own was opened, with the run's class codes.
   *
   * @param label its label column; null for that of the run's own
   */
  public Dataset openOther(Path place, @Nullable String label) {
    return Datasets.open(place, experiment.data().forOther(label, saved.head().positive()))
        .labelledAs(classes(), task());
  }

  /** What its record says about its rows. */
  RunFacts facts() {
    return facts;
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

  /**
   * Insists on a model that the other head can say in its own parameters.
   *
   * @throws InputException saying why it cannot
   */
  void requireLogistic(OutputHead other) {
    if (task() != Task.BINARY) {
      throw new InputException(
          ("%s: tells %d classes apart, and only for two are sigmoid and softmax the same model: K"
                  + " sigmoids judge each class alone, softmax all together; train the other head")
              .formatted(path, classes().size()));
    }
    if (saved.head().link() != Link.LOGIT) {
      throw new InputException(
          "%s: has the link %s, and a softmax computes the logistic function only; train with --link"
                  .formatted(path, saved.head().link())
              + " logit to convert");
    }
    if (head.name().equals(other.name())) {
      throw new InputException(
          "%s: has a %s head already; choose the other one".formatted(path, head.name()));
    }
  }

  /** The rows that each part of the training had. */
  public Split split() {
    if (split == null) {
      split = divided();
    }
    return split;
  }

  private Split divided() {
    SplitOrigin origin = facts.split();
    if (origin == null) {
      throw new InputException(
          "%s: does not say how the rows were divided, as runs of earlier versions; train again"
              .formatted(path.resolve(RunDirectory.RECORD)));
    }
    Split again = origin.split(data());
    RunRecord.DataRecord then = facts.data();
    if (again.train().length != then.train()
        || again.validation().length != then.validation()
        || again.test().length != then.test()) {
      throw new InputException(
          ("%s: the rows cannot be divided as they were (%d, %d and %d for training, validation and"
                  + " test then; %d, %d and %d now); train again with this version")
              .formatted(
                  path,
                  then.train(),
                  then.validation(),
                  then.test(),
                  again.train().length,
                  again.validation().length,
                  again.test().length));
    }
    return again;
  }

  /**
   * What the network computes: row-major [examples, outputs].
   *
   * @throws InputException if it is not finite
   */
  public double[] logits(Features examples) {
    return Inference.logits(engine(), examples);
  }

  /**
   * What the model says about labelled examples; weights as they are.
   *
   * @throws InputException if the network's output is not finite
   */
  public Predictions predict(Examples examples) {
    Predictions raw = raw(examples);
    return raw instanceof BinaryPredictions binary ? calibration().apply(binary) : raw;
  }

  /** The same of two classes, as the network has it. */
  BinaryPredictions uncalibrated(Examples examples) {
    return (BinaryPredictions) raw(examples);
  }

  Predictions raw(Examples examples) {
    return Batches.of(examples).predict(engine());
  }

  /**
   * What the model says about examples without labels, one prediction for each.
   *
   * @throws InputException if the network's output is not finite
   */
  public List<Prediction> predict(Features examples) {
    double[] logits = logits(examples);
    return IntStream.range(0, examples.size()).mapToObj(row -> prediction(logits, row)).toList();
  }

  private Prediction prediction(double[] logits, int row) {
    return switch (task()) {
      case BINARY ->
          Prediction.ofPositive(
              classes(), calibration().apply(head.logOdds(logits, row)), threshold());
      case MULTICLASS -> {
        double[] logProbabilities = new double[classes().size()];
        head.logProbabilities(logits, row, logProbabilities);
        yield Prediction.ofClasses(classes(), logProbabilities);
      }
      case MULTILABEL -> {
        double[] probabilities = new double[classes().size()];
        head.probabilities(logits, row, probabilities);
        yield Prediction.ofLabels(classes(), probabilities, threshold());
      }
    };
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
