package io.twinhead.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nd4j.linalg.activations.Activation;

/** Reads an activation's name in kebab-case or in DL4J's spelling: case and hyphens are free. */
final class ActivationReader extends StdDeserializer<Activation> {
  private static final long serialVersionUID = 1L;

  /** Those that the compiled engine knows. */
  private static final List<String> COMPILED =
      List.of("relu", "leaky-relu", "elu", "tanh", "sigmoid", "softplus", "identity");

  ActivationReader() {
    super(Activation.class);
  }

  @Override
  public Activation deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    String name = parser.getText();
    return Arrays.stream(Activation.values())
        .filter(activation -> plain(activation.name()).equals(plain(name)))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static IllegalArgumentException unknown(String name) {
    List<String> compiled = COMPILED.stream().map(ActivationReader::plain).toList();
    String others =
        Arrays.stream(Activation.values())
            .map(activation -> plain(activation.name()))
            .filter(other -> !compiled.contains(other))
            .collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "activation = %s: must be one of %s, or, trained by the slower reference engine, of %s"
            .formatted(name, String.join(", ", COMPILED), others));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }
}
