package io.twinhead.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinhead.config.InputException;
import io.twinhead.training.Judgement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the files of a run say about its training, its head and its threshold. */
final class RunRules {
  /** Below this area under the ROC curve predictions point the wrong way. */
  private static final double INVERTED = 0.4;

  private final RunFiles files;
  private final String runFile;
  private final String modelFile;
  private final List<Finding> findings;

  private RunRules(RunFiles files) {
    this.files = files;
    this.runFile = files.directory().resolve(RunFiles.RUN).toString();
    this.modelFile = files.directory().resolve(RunFiles.MODEL).toString();
    this.findings = new ArrayList<>(files.problems());
  }

  static List<Finding> check(RunFiles files) {
    RunRules rules = new RunRules(files);
    rules.checkTraining();
    rules.checkHead();
    rules.checkNetwork();
    rules.checkPredictions();
    rules.checkThresholds();
    rules.checkLabels();
    return rules.findings;
  }

  private void checkTraining() {
    String divergence = files.run().path("divergence").asText("");
    if (!divergence.isEmpty()) {
      findings.add(
          Rule.DIVERGED.at(runFile, sentence(divergence), "reduce the learning rate, train again"));
      return;
    }
    double[] losses =
        files.epochs().stream()
            .map(epoch -> epoch.path("train_loss"))
            .filter(JsonNode::isNumber)
            .mapToDouble(JsonNode::asDouble)
            .toArray();
    JsonNode judgement = files.run().path("judgement");
    findings.addAll(
        LossRules.check(
            files.directory().resolve(RunFiles.METRICS).toString(),
            losses,
            kind(judgement.path("kind").asText("")),
            judgement.path("sentence").asText("")));
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static Judgement.@Nullable Kind kind(String name) {
    return Arrays.stream(Judgement.Kind.values())
        .filter(kind -> kind.name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
  }

  private void checkHead() {
    String trained = files.run().path("head").asText("");
    String saved = files.head().path("head").asText(trained);
    if (!trained.isEmpty() && !saved.equals(trained)) {
      mismatch(
          modelFile + "!" + RunFiles.HEAD,
          "It names the head %s, and run.json names %s.".formatted(saved, trained));
      return;
    }
    boolean multilabel = files.run().path("task").asText("").equalsIgnoreCase("multilabel");
    if (trained.equals("softmax") && multilabel) {
      mismatch(runFile, "A softmax head was trained on labels that may overlap (multi-label).");
    }
  }

  /** Predictions use the model's; people and scripts read the record's. */
  private void checkThresholds() {
    JsonNode recorded = files.run().path("threshold");
    JsonNode used = files.head().path("threshold");
    List<Finding> each = new ArrayList<>(ThresholdRules.check(runFile + ", threshold", recorded));
    each.addAll(ThresholdRules.check(modelFile + "!" + RunFiles.HEAD + ", threshold", used));
    findings.addAll(each);
    if (each.isEmpty() && recorded.isObject() && !files.head().isMissingNode()) {
      double value = recorded.path("value").asDouble();
      double other = used.path("value").asDouble(0.5); // a model without one decides at one half
      if (value != other) {
        differs("threshold", "It is %s, and the model decides at %s.".formatted(value, other));
      }
    }
  }

  private void checkLabels() {
    JsonNode recorded = files.run().path("labels");
    JsonNode used = files.head().path("labels");
    if (recorded.isArray() && used.isArray() && !recorded.equals(used)) {
      differs("labels", "They are %s, and the model's are %s.".formatted(recorded, used));
    }
  }

  private void differs(String key, String what) {
    findings.add(
        Rule.RECORD_DIFFERS.at(
            runFile + ", " + key, what, "run calibrate again, which writes both, or train again"));
  }

  private void checkNetwork() {
    int labels = files.head().path("labels").size();
    if (labels == 0 || files.network().isMissingNode()) {
      return;
    }
    String place = modelFile + "!" + RunFiles.CONFIGURATION;
    try {
      for (NetworkPath path : NetworkPath.all(place, files.network())) {
        NetworkRules.check(place, path).stream()
            .filter(finding -> !finding.code().equals(Rule.CLIPPED_LOSS.code()))
            .forEach(findings::add);
        checkUnits(place, path.units(), labels);
      }
    } catch (InputException e) {
      findings.add(
          Rule.BROKEN_RUN.at(place, sentence(String.valueOf(e.getMessage())), "train again"));
    }
  }

  private void checkUnits(String place, int units, int labels) {
    String head = files.head().path("head").asText("");
    boolean oneForTwo = head.equals("sigmoid") && labels == 2 && units == 1;
    if (units > 0 && units != labels && !oneForTwo) {
      mismatch(
          place,
          "The network ends in %d unit%s, and head.json has a %s head for %d labels."
              .formatted(units, units == 1 ? "" : "s", head, labels));
    }
  }

  private void mismatch(String where, String what) {
    findings.add(
        Rule.HEAD_MISMATCH.at(
            where, what, "train again, or put the model file back that the run wrote"));
  }

  private void checkPredictions() {
    Double area = metric("roc_auc");
    if (area == null) {
      return;
    }
    Double recall = metric("recall");
    boolean oneLabel = recall != null && (recall == 0 || recall == 1);
    String place = runFile + ", metrics";
    if (area == 0.5 && oneLabel) {
      findings.add(
          Rule.CONSTANT_PREDICTIONS.at(
              place,
              "The area under the ROC curve is exactly 0.5 and the recall %s: all test rows get the same label."
                  .formatted(recall),
              "look at the loss and its baseline, the learning rate, and dead ReLU units"));
    } else if (area < INVERTED) {
      findings.add(
          Rule.INVERTED_RANKING.at(
              place,
              String.format(Locale.ROOT, "The area under the ROC curve is %.4f.", area),
              "check --positive, how the test part was labelled, and whether time or groups change"
                  + " the relation"));
    }
  }

  /** The test part's value, null where it is undefined or not written. */
  private @Nullable Double metric(String key) {
    JsonNode value = files.run().path("metrics").path(key).path("value");
    return value.isNumber() ? value.asDouble() : null;
  }
}
