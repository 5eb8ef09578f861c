package io.twinhead.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.Link;
import io.twinhead.config.Task;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Features;
import io.twinhead.engine.BufferGuard;
import io.twinhead.engine.Engine;
import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadConversion;
import io.twinhead.model.HeadConversion.Convention;
import io.twinhead.model.HeadTuning;
import io.twinhead.model.Networks;
import io.twinhead.model.SavedTrunk;
import io.twinhead.run.Json;
import io.twinhead.run.OutputDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes a run again with the other head for two classes: the same model, other parameters. */
public final class RunConversion {
  private final SavedRun run;
  private final OutputHead to;
  private final Convention convention;

  /** The network that was there. */
  private record Source(String run, String sha256) {}

  private RunConversion(SavedRun run, OutputHead to, Convention convention) {
    this.run = run;
    this.to = to;
    this.convention = convention;
  }

  /**
   * Converts a run's head.
   *
   * @param to the head for two classes
   * @param convention for two units in place of one
   * @param output gets the new run, and is left to be committed
   * @throws InputException if the run has that head already, or is not equivalent to any with it
   */
  public static Conversion write(
      SavedRun run, OutputHead to, Convention convention, OutputDirectory output) {
    requireLogistic(run, to);
    return new RunConversion(run, to, convention).write(output);
  }

  /** Insists on a model that the other head can say in its own parameters. */
  private static void requireLogistic(SavedRun run, OutputHead to) {
    if (run.task() != Task.BINARY) {
      throw new InputException(
          ("%s: tells %d classes apart, and only for two are sigmoid and softmax the same model: K"
                  + " sigmoids judge each class alone, softmax all together; train the other head")
              .formatted(run.path(), run.classes().size()));
    }
    Link link = run.saved().head().link();
    if (link != Link.LOGIT) {
      throw new InputException(
          "%s: has the link %s, and a softmax computes the logistic function only; train with --link"
                  .formatted(run.path(), link)
              + " logit to convert");
    }
    if (run.head().name().equals(to.name())) {
      throw new InputException(
          "%s: has a %s head already; choose the other one".formatted(run.path(), to.name()));
    }
  }

  private Conversion write(OutputDirectory output) {
    SavedTrunk trunk = run.saved().trunk().tuned(run.tuningOf(to));
    MultiLayerNetwork network = BufferGuard.keeping(() -> network(trunk));
    Conversion certificate =
        Conversion.certify(
                run.head().name(),
                to.name(),
                to.outputs() == 1 ? null : convention,
                rows(network),
                run.calibration(),
                run.threshold())
            .with(note(network));
    SavedModel model =
        run.saved().with(trunk, network, to).convertedFrom(run.head().name(), run.modelSha256());
    Experiment settings = run.experiment().withHead(to.name());
    output.store(SavedModel.FILE, file -> model.write(file, settings));
    output.write(RunDirectory.CONFIG, Yaml.write(settings));
    output.write(RunDirectory.RECORD, Json.document(record(certificate)));
    Path history = run.path().resolve(RunDirectory.HISTORY);
    if (Files.isRegularFile(history)) {
      output.store(RunDirectory.HISTORY, file -> Files.copy(history, file));
    }
    return certificate;
  }

  /**
   * Why training does not go on from the new run as from the old; null if it does. What updaters
   * divide by their own sizes keeps together only in a pair of exact opposites.
   */
  private @Nullable String note(MultiLayerNetwork network) {
    return HeadTuning.obstacleToExplaining(run.model())
        .filter(obstacle -> !areOpposites(to.outputs() == 2 ? network : run.network()))
        .map(
            obstacle ->
                "Training that goes on from the new run goes on otherwise than from the old one: "
                    + obstacle)
        .orElse(null);
  }

  private static boolean areOpposites(MultiLayerNetwork pair) {
    INDArray weights = pair.getOutputLayer().getParam(DefaultParamInitializer.WEIGHT_KEY);
    return weights.getColumn(0).equals(weights.getColumn(1).neg());
  }

  private MultiLayerNetwork network(SavedTrunk trunk) {
    MultiLayerNetwork network =
        Networks.create(
            trunk.model(), to, trunk.shape(), trunk.seed(), trunk.headTuning(), DataType.FLOAT);
    HeadConversion.convert(run.network(), run.head(), network, to, convention);
    return network;
  }

  private Conversion.Rows rows(MultiLayerNetwork network) {
    Dataset data = ownData();
    if (data == null) {
      SavedTrunk trunk = run.saved().trunk();
      Features random = new RandomFeatures(trunk.shape(), trunk.seed());
      String from = "random inputs, as its data cannot be opened";
      return rows(network, random, from, Predictor.unnamed(random.size()));
    }
    int[] all = IntStream.range(0, data.rows()).toArray();
    return rows(
        network,
        run.preprocessing().apply(data, all).features(),
        "all of " + data.name(),
        Predictor.named(data, all));
  }

  private Conversion.Rows rows(
      MultiLayerNetwork network, Features features, String from, Inference.Refusal refusal) {
    try (Engine converted = run.predictor().engine(network, to)) {
      return new Conversion.Rows(
          logOdds(run.engine(), features, refusal), logOdds(converted, features, refusal), from);
    }
  }

  /** Null if they are not there any more, which is no obstacle. */
  private @Nullable Dataset ownData() {
    try {
      return run.data();
    } catch (InputException e) {
      return null;
    }
  }

  private static double[] logOdds(Engine engine, Features features, Inference.Refusal refusal) {
    double[] logits = Inference.logits(engine, features, refusal);
    return IntStream.range(0, features.size())
        .mapToDouble(row -> engine.head().logOdds(logits, row))
        .toArray();
  }

  private ObjectNode record(Conversion certificate) {
    ObjectNode record = RunFacts.tree(run.path().resolve(RunDirectory.RECORD));
    record.put("head", to.name());
    record.remove("antisymmetry"); // that of the head before
    record.remove("command"); // it would train this head anew
    record.set("converted_from", Json.tree(new Source(run.path().toString(), run.modelSha256())));
    record.set("conversion", Json.tree(certificate));
    return record;
  }
}
