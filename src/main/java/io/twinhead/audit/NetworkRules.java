package io.twinhead.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether output units, their activation and the loss of a network belong together. */
final class NetworkRules {
  private static final Set<String> SQUASHING = Set.of("softmax", "sigmoid", "hardsigmoid");
  private static final Set<String> UNBOUNDED =
      Set.of(
          "identity",
          "relu",
          "relu6",
          "leakyrelu",
          "lrelu",
          "rrelu",
          "prelu",
          "thresholdedrelu",
          "elu",
          "selu",
          "gelu",
          "swish",
          "mish",
          "softplus",
          "softsign",
          "cube",
          "tanh",
          "hardtanh",
          "rationaltanh",
          "rectifiedtanh");
  private static final String REBUILD =
      "end in 1 sigmoid unit with LossBinaryXENT, or in 2 softmax units with LossMCXENT";

  private final String where;
  private final NetworkPath path;
  private final String activation;
  private final int units;
  private final LossKind loss;
  private final List<Finding> findings = new ArrayList<>();

  private NetworkRules(String source, NetworkPath path) {
    this.path = path;
    this.where = source + ", layer '" + path.output().name() + "'";
    this.activation = path.activation();
    this.units = path.units();
    this.loss = LossKind.of(path.output().lossType());
  }

  static List<Finding> check(String source, NetworkPath path) {
    if (!path.hasLoss()) {
      String last = path.layers().isEmpty() ? "a vertex of a graph" : path.output().type();
      return List.of(
          Rule.NO_LOSS.at(
              source,
              "The network ends in %s, which has no loss.".formatted(last),
              "end it in an OutputLayer or a LossLayer if it is to be trained"));
    }
    NetworkRules rules = new NetworkRules(source, path);
    rules.checkPairing();
    rules.checkDoubleActivation();
    rules.checkWeights();
    rules.checkClipping();
    return rules.findings;
  }

  private void checkPairing() {
    boolean softmax = activation.equals("softmax");
    boolean sigmoid = activation.equals("sigmoid") || activation.equals("hardsigmoid");
    if (softmax && units == 1) {
      add(Rule.SOFTMAX_OF_ONE, REBUILD);
    } else if (softmax && loss == LossKind.BINARY) {
      add(Rule.BINARY_LOSS_OF_SOFTMAX, "use LossMCXENT with softmax units");
    } else if (sigmoid && loss == LossKind.CATEGORICAL) {
      add(
          units == 1 ? Rule.CATEGORICAL_LOSS_OF_ONE : Rule.CATEGORICAL_LOSS_OF_SIGMOIDS,
          "use LossBinaryXENT with sigmoid units"
              + (units == 1
                  ? ""
                  : "; for classes that exclude each other, softmax and LossMCXENT"));
    } else if (sigmoid && loss == LossKind.BINARY && units == 2) {
      add(
          Rule.TWO_SIGMOIDS,
          "for two classes " + REBUILD + "; for two labels that may both hold, keep it");
    } else if (UNBOUNDED.contains(activation) && loss.ofProbabilities()) {
      add(Rule.NO_PROBABILITY, REBUILD);
    } else if ((softmax || sigmoid) && loss == LossKind.DISTANCE) {
      add(Rule.SQUARED_LOSS, sigmoid ? "use LossBinaryXENT" : "use LossMCXENT");
    }
  }

  private void add(Rule rule, String remedy) {
    String what =
        "%s of %d %s unit%s with %s."
            .formatted(path.output().type(), units, activation, units == 1 ? "" : "s", lossName());
    findings.add(rule.at(where, what, remedy));
  }

  private String lossName() {
    return path.output().lossType();
  }

  private void checkDoubleActivation() {
    List<NetworkLayer> acting = path.layers().stream().filter(layer -> !layer.passesOn()).toList();
    if (acting.size() < 2 || !squashesTwice(acting.get(0), acting.get(1))) {
      return;
    }
    NetworkLayer outer = acting.get(0);
    NetworkLayer inner = acting.get(1);
    findings.add(
        Rule.DOUBLE_ACTIVATION.at(
            where,
            "Layer '%s' takes the %s of what is the %s of layer '%s' already."
                .formatted(outer.name(), outer.activation(), inner.activation(), inner.name()),
            "leave one of the two activations out: give layer '%s' identity"
                .formatted(inner.name())));
  }

  /** A wide sigmoid layer under weights is an ordinary hidden layer. */
  private static boolean squashesTwice(NetworkLayer outer, NetworkLayer inner) {
    boolean hidden =
        outer.hasWeights()
            && !inner.activation().equals("softmax")
            && (inner.units() == 0 || inner.units() > outer.units());
    return SQUASHING.contains(outer.activation())
        && SQUASHING.contains(inner.activation())
        && !hidden;
  }

  private void checkWeights() {
    JsonNode weights = path.output().lossSettings().path("weights");
    JsonNode values = weights.isArray() ? weights : weights.path("data");
    if (!loss.ofProbabilities() || values.isEmpty()) {
      return;
    }
    if (units == 1) {
      findings.add(
          Rule.LOSS_WEIGHTS.at(
              where,
              "%s has the weights %s for its one column, which scale the whole loss."
                  .formatted(lossName(), values),
              "weigh rows by class instead (with Twinhead: --class-weight), or use 2 softmax"
                  + " units"));
    } else if (values.size() != units) {
      findings.add(
          Rule.LOSS_WEIGHTS.at(
              where,
              "%s has %d weights for %d columns; fit() fails."
                  .formatted(lossName(), values.size(), units),
              "give one weight for each output column, or none"));
    }
  }

  private void checkClipping() {
    boolean binary = loss == LossKind.BINARY && activation.equals("sigmoid");
    boolean categorical =
        loss == LossKind.CATEGORICAL && activation.equals("softmax") && units != 1;
    String setting = binary ? "clipEps" : "softmaxClipEps";
    double eps = path.output().lossSettings().path(setting).asDouble(0);
    if (!(binary || categorical) || !(eps > 0 && eps < 1)) {
      return;
    }
    findings.add(
        Rule.CLIPPED_LOSS.at(
            where,
            String.format(
                Locale.ROOT,
                "%s clips probabilities at %s, so no row's loss exceeds %.1f%s.",
                lossName(),
                eps,
                -Math.log(eps),
                binary ? ", and confidently wrong rows hardly teach" : ""),
            "compare such heads by probabilities, not by score(); Twinhead trains on unclipped"
                + " logits"));
  }

  /** What a loss compares. */
  private enum LossKind {
    BINARY,
    CATEGORICAL,
    DISTANCE,
    OTHER;

    static LossKind of(String type) {
      return switch (type.replaceFirst("^Loss", "").toLowerCase(Locale.ROOT)) {
        case "binaryxent", "xent" -> BINARY;
        case "mcxent", "negativeloglikelihood", "sparsemcxent" -> CATEGORICAL;
        case "mse", "mae", "l1", "l2", "msle", "mape" -> DISTANCE;
        default -> OTHER;
      };
    }

    boolean ofProbabilities() {
      return this == BINARY || this == CATEGORICAL;
    }
  }
}
