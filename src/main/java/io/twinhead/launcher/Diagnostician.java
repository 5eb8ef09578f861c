package io.twinhead.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Collects a {@link Diagnosis}. */
final class Diagnostician {
  private Diagnostician() {}

  static Diagnosis look(
      List<String> arguments, Map<String, String> environment, Properties properties, Path root) {
    Machine machine = Machine.detect(properties, root);
    Installation installation = Installation.locate(Backend.choose(arguments, environment));
    NativeLibrary library = NativeLibrary.choose(machine, installation);
    String reason = library.jar().toFile().getName();
    return new Diagnosis(
        "auto",
        "cpu",
        reason,
        List.of(
            new BackendStatus("cpu", true, reason),
            new BackendStatus("cuda", false, "there are no CUDA jars")),
        List.of(),
        MachineReader.read(machine, reason, properties, root));
  }
}
