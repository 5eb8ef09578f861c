package io.twinhead.model;

import io.twinhead.config.InputException;
import io.twinhead.config.Suggestion;
import io.twinhead.config.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bundled models by name, and users' own by file. */
public final class Models {
  /** Names of the bundled models; each is the file {@code models/NAME.yaml}. */
  public static final List<String> BUNDLED =
      List.of("logistic", "dense-small", "dense-wide", "small-cnn", "tiny-cnn");

  private Models() {}

  /**
   * Reads a model.
   *
   * @param nameOrFile a bundled name, or the path of a YAML file
   * @throws InputException if there is no such model, or the file is not a valid one
   */
  public static ModelSpec find(String nameOrFile) {
    if (BUNDLED.contains(nameOrFile)) {
      return Yaml.parse("models/" + nameOrFile + ".yaml", bundled(nameOrFile), ModelSpec.class);
    }
    if (nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml")) {
      return Yaml.read(Path.of(nameOrFile), ModelSpec.class);
    }
    String hint =
        Files.isRegularFile(Path.of(nameOrFile))
            ? " (a file's name must end in .yaml)"
            : Suggestion.forName(nameOrFile, BUNDLED);
    throw new InputException(
        "model '%s': there is no such model%s; or name a YAML file".formatted(nameOrFile, hint));
  }

  private static String bundled(String name) {
    try (@Nullable InputStream in = Models.class.getResourceAsStream("/models/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("models/" + name + ".yaml is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
