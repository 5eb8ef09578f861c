package io.twinhead.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * A layer as a DL4J configuration describes it.
 *
 * @param name for people
 * @param type simple class name, such as {@code OutputLayer}
 * @param activation in lower case, such as {@code softmax}; empty if there is none
 * @param units of its output; 0 if it keeps those of its input
 * @param loss its loss function; a missing node if it has none
 */
record NetworkLayer(String name, String type, String activation, int units, JsonNode loss) {
  private static final List<String> WITHOUT_WEIGHTS =
      List.of("ActivationLayer", "DropoutLayer", "LossLayer", "RnnLossLayer", "CnnLossLayer");

  /** Reads the layer, without the wrappers around it, such as a frozen one's. */
  static NetworkLayer of(JsonNode described, String fallbackName) {
    JsonNode layer = described;
    while (layer.path("layer").isObject()) {
      layer = layer.get("layer");
    }
    String type = type(layer);
    JsonNode body = layer.has("@class") ? layer : layer.path(type); // DL4J before 1.0 wrapped it
    String named = body.path("layerName").asText("");
    return new NetworkLayer(
        named.isEmpty() ? fallbackName : named,
        type,
        type(body.path("activationFn")).replace("Activation", "").toLowerCase(Locale.ROOT),
        body.path("nout").asInt(0),
        body.path("lossFn"));
  }

  boolean hasLoss() {
    return loss.isObject();
  }

  /** Whether the layer computes something that training adapts. */
  boolean hasWeights() {
    return !WITHOUT_WEIGHTS.contains(type);
  }

  /** Whether its output is its input. */
  boolean passesOn() {
    return !hasWeights() && (activation.isEmpty() || activation.equals("identity"));
  }

  /** The loss's simple class name, such as {@code LossMCXENT}. */
  String lossType() {
    return type(loss);
  }

  /** The loss's own fields. */
  JsonNode lossSettings() {
    return loss.has("@class") ? loss : loss.path(lossType());
  }

  /** The simple name of a described class. */
  private static String type(JsonNode described) {
    if (described.has("@class")) {
      String full = described.get("@class").asText();
      return full.substring(full.lastIndexOf('.') + 1);
    }
    return described.size() == 1 ? described.fieldNames().next() : "";
  }
}
