package io.twinhead.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinhead.config.InputException;
import java.util.ArrayList;
import java.util.List;

/**
 * One output of a network and what leads to it.
 *
 * @param layers the output layer first; they end where a graph joins, or at the input
 */
record NetworkPath(List<NetworkLayer> layers) {
  private static final long MOST_STEPS = 1_000_000;

  /**
   * Reads every output of a {@code configuration.json}, of a MultiLayerNetwork or a
   * ComputationGraph.
   *
   * @throws InputException if it describes neither
   */
  static List<NetworkPath> all(String source, JsonNode configuration) {
    JsonNode list = configuration.path("confs");
    JsonNode graph = configuration.path("vertices");
    if (list.isArray() && !list.isEmpty()) {
      return List.of(ofList(list));
    }
    if (graph.isObject() && !configuration.path("networkOutputs").isEmpty()) {
      requireFew(source, configuration);
      List<NetworkPath> outputs = new ArrayList<>();
      configuration
          .get("networkOutputs")
          .forEach(output -> outputs.add(ofGraph(configuration, output.asText())));
      return outputs;
    }
    throw new InputException(
        source
            + ": describes no network: neither 'confs' (MultiLayerNetwork) nor 'vertices' and"
            + " 'networkOutputs' (ComputationGraph); save the model with DL4J's ModelSerializer");
  }

  /** Each output is followed back through as many vertices as there are. */
  private static void requireFew(String source, JsonNode configuration) {
    long vertices = configuration.get("vertices").size();
    long outputs = configuration.get("networkOutputs").size();
    if (vertices * outputs > MOST_STEPS) {
      throw new InputException(
          "%s: has %,d outputs and %,d vertices, which no network has; save the model again"
              .formatted(source, outputs, vertices));
    }
  }

  private static NetworkPath ofList(JsonNode list) {
    List<NetworkLayer> layers = new ArrayList<>();
    for (int i = list.size() - 1; i >= 0; i--) {
      layers.add(NetworkLayer.of(list.get(i), "layer" + i));
    }
    return new NetworkPath(layers);
  }

  private static NetworkPath ofGraph(JsonNode configuration, String output) {
    JsonNode vertices = configuration.get("vertices");
    List<NetworkLayer> layers = new ArrayList<>();
    String name = output;
    while (vertices.path(name).has("layerConf") && layers.size() < vertices.size()) {
      layers.add(NetworkLayer.of(vertices.get(name).get("layerConf"), name));
      JsonNode inputs = configuration.path("vertexInputs").path(name);
      name = inputs.size() == 1 ? inputs.get(0).asText() : "";
    }
    return new NetworkPath(layers);
  }

  boolean hasLoss() {
    return !layers.isEmpty() && output().hasLoss();
  }

  NetworkLayer output() {
    return layers.get(0);
  }

  /** The number of outputs; 0 if it cannot be told. */
  int units() {
    return layers.stream().mapToInt(NetworkLayer::units).filter(n -> n > 0).findFirst().orElse(0);
  }

  /**
   * What turns the last weighted sum into outputs: a layer without weights that passes its input on
   * leaves it to those before.
   */
  String activation() {
    return layers.stream()
        .filter(layer -> !layer.passesOn())
        .findFirst()
        .map(NetworkLayer::activation)
        .orElse("");
  }
}
