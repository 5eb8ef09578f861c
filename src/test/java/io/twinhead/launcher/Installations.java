package io.twinhead.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Installations that exist in name only. */
final class Installations {
  static final Path TARGET = Path.of("/opt/twin head/target");
  private static final Path CPU = TARGET.resolve("backends/cpu");

  /** Native too, and no build of ND4J's library. */
  static final Path ONEDNN = CPU.resolve("dnnl-2.5.2-1.5.7-linux-x86_64.jar");

  private Installations() {}

  /** With builds of ND4J's native library by classifier, such as {@code linux-x86_64-onednn}. */
  static Installation withNatives(String... classifiers) {
    List<Path> jars = new ArrayList<>();
    for (String classifier : classifiers) {
      jars.add(nativeJar(classifier));
    }
    jars.add(ONEDNN);
    jars.add(CPU.resolve("nd4j-native-1.0.0-M2.1.jar"));
    jars.add(CPU.resolve("nd4j-native-api-1.0.0-M2.1.jar"));
    jars.add(CPU.resolve("nd4j-native-preset-1.0.0-M2.1-linux-x86_64.jar"));
    return with(jars, List.of());
  }

  static Installation with(List<Path> cpuJars, List<Path> cudaJars) {
    return new Installation(
        TARGET.resolveSibling(""),
        TARGET.resolve("twinhead.jar"),
        List.of(TARGET.resolve("lib/a.jar"), TARGET.resolve("lib/b.jar")),
        cpuJars,
        cudaJars);
  }

  static Path nativeJar(String classifier) {
    return CPU.resolve("nd4j-native-1.0.0-M2.1-" + classifier + ".jar");
  }
}
