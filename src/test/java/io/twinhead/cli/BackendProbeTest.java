package io.twinhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe as a real process, on a class path without CUDA. */
class BackendProbeTest {
  @TempDir Path folder;

  private record Outcome(int exit, String error) {}

  @Test
  void findsTheCpuUsable() throws Exception {
    Outcome outcome = probe("cpu", System.getProperty("java.class.path"));
    assertThat(outcome.error()).isEmpty();
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void doesNotTakeTheCpuForCuda() throws Exception {
    Outcome outcome = probe("cuda", System.getProperty("java.class.path"));
    assertThat(outcome.error().lines())
        .containsExactly("ND4J loaded CpuBackend instead of JCublasBackend");
    assertThat(outcome.exit()).isEqualTo(ExitCode.BACKEND);
  }

  @Test
  void saysInOneLineThatThereIsNoBackend() throws Exception {
    String without =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("nd4j-native-1"))
            .collect(Collectors.joining(File.pathSeparator));
    Outcome outcome = probe("cpu", without);
    assertThat(outcome.error().lines()).singleElement().asString().contains("nd4j backend");
    assertThat(outcome.exit()).isEqualTo(ExitCode.BACKEND);
  }

  @Test
  void rejectsAnotherName() throws Exception {
    Outcome outcome = probe("tpu", System.getProperty("java.class.path"));
    assertThat(outcome.error()).contains("'tpu'").hasLineCount(1);
    assertThat(outcome.exit()).isEqualTo(ExitCode.BACKEND);
  }

  private Outcome probe(String backend, String classPath) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dtwinhead.backend=" + backend);
    command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    String level = System.getProperty("org.bytedeco.javacpp.platform.extension");
    if (level != null) {
      command.add("-Dorg.bytedeco.javacpp.platform.extension=" + level);
    }
    command.addAll(List.of("-cp", classPath, BackendProbe.class.getName()));
    Path error = folder.resolve("error.txt");
    Process process = new ProcessBuilder(command).redirectError(error.toFile()).start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    return new Outcome(process.waitFor(), Files.readString(error));
  }
}
