package io.twinhead.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Datasets;
import io.twinhead.dataset.NoWeightException;
import io.twinhead.dataset.OneClassException;
import io.twinhead.training.Epoch;
import io.twinhead.training.Judgement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds mistakes in how heads are paired with labels, losses and thresholds, by the rules of {@link
 * Rule}. Files are read as plain text and JSON; no network is built.
 */
public final class Linter {
  private Linter() {}

  /**
   * Checks a data set.
   *
   * @param head {@code sigmoid} or {@code softmax}; null if it is not said which is to be trained
   * @param folds of a cross-validation; null for what {@code compare} takes
   * @throws InputException if it cannot be read for a reason that is no rule's
   */
  public static LintReport data(
      Path path, DataConfig said, @Nullable String head, @Nullable Integer folds) {
    try {
      Dataset data = Datasets.open(path, said);
      int parts = folds != null ? folds : data.imageShape().isPresent() ? 3 : 5;
      String subject =
          "%s: %s, %s, %d %s"
              .formatted(
                  data.name(),
                  data.unit().count(data.rows()),
                  data.description(),
                  data.classes().size(),
                  data.task() == Task.MULTILABEL ? "labels" : "classes");
      return new LintReport(subject, all(data, head, parts, false));
    } catch (OneClassException e) {
      return refused(path, Rule.ONE_CLASS, e, "add rows of another class");
    } catch (NoWeightException e) {
      return refused(path, Rule.NO_WEIGHT, e, "choose another --weight column, or none");
    }
  }

  private static LintReport refused(Path path, Rule rule, InputException e, String remedy) {
    return new LintReport(
        path.toString(), List.of(rule.at(path.toString(), e.getMessage() + ".", remedy)));
  }

  private static List<Finding> all(Dataset data, @Nullable String head, int folds, boolean noted) {
    return Stream.concat(
            DataRules.check(data, head, folds).stream(), ColumnRules.check(data, noted).stream())
        .toList();
  }

  /** Checks the network of a DL4J model file. */
  public static LintReport model(Path zip) {
    JsonNode configuration =
        BoundedJson.entry(zip, RunFiles.CONFIGURATION)
            .orElseThrow(
                () ->
                    new InputException(
                        "%s: is a zip file without configuration.json, so no DL4J model; save it with"
                                .formatted(zip)
                            + " DL4J's ModelSerializer"));
    List<Finding> findings = new ArrayList<>();
    for (NetworkPath path : NetworkPath.all(zip.toString(), configuration)) {
      findings.addAll(NetworkRules.check(zip.toString(), path));
    }
    BoundedJson.entry(zip, RunFiles.HEAD)
        .ifPresent(
            head -> {
              findings.removeIf(finding -> finding.code().equals(Rule.CLIPPED_LOSS.code()));
              findings.addAll(
                  ThresholdRules.check(
                      zip + "!" + RunFiles.HEAD + ", threshold", head.path("threshold")));
            });
    return new LintReport("the output layers and losses of the network in " + zip, findings);
  }

  /** Whether a path is a run directory, whole or broken. */
  public static boolean isRun(Path directory) {
    return RunFiles.isRun(directory);
  }

  /** Checks a run directory. */
  public static LintReport run(Path directory) {
    return new LintReport(
        "training, head, threshold and predictions of the run in " + directory,
        RunRules.check(RunFiles.read(directory)));
  }

  /**
   * What to say before training: errors and warnings about the data, beside {@link Dataset#notes}.
   *
   * @param head of the training; null if there will be several
   * @param folds of a cross-validation; 0 without one
   */
  public static List<Finding> beforeTraining(Dataset data, @Nullable String head, int folds) {
    return all(data, head, folds, true).stream()
        .filter(finding -> finding.severity() != Severity.INFO)
        .sorted(LintReport.ORDER)
        .toList();
  }

  /**
   * What to say after training: errors and warnings about the course of the loss.
   *
   * @param where names the training, such as its directory
   */
  public static List<Finding> afterTraining(
      String where, List<Epoch> history, Judgement judgement) {
    double[] losses = history.stream().mapToDouble(Epoch::trainLoss).toArray();
    return LossRules.check(where, losses, judgement.kind(), judgement.sentence()).stream()
        .filter(finding -> finding.severity() != Severity.INFO)
        .toList();
  }
}
