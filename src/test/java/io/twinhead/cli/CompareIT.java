package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as users start it. */
@Timeout(120)
class CompareIT {
  private static final Path JAR = Path.of("target/twinhead.jar").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void comparesBundledDataFromAnotherDirectory() throws Exception {
    Process process =
        start("compare", "churn", "--model=logistic", "--epochs=3", "--seeds=1", "--format=json");
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    JsonNode json = new ObjectMapper().readTree(out);
    assertThat(json.at("/heads/sigmoid/metrics/roc_auc/mean").doubleValue()).isGreaterThan(0.75);
    assertThat(folder.resolve("runs/churn-compare-1/comparison.json")).isNotEmptyFile();
    assertThat(json.at("/backend/native").textValue()).contains(System.getProperty("os.arch"));
  }

  @Test
  void keepsNothingWhenInterrupted() throws Exception {
    Path out = folder.resolve("out");
    Process process =
        start("compare", "lending-club", "--patience=100", "--seeds=20", "--out", out.toString());
    try (BufferedReader err = process.errorReader()) {
      assertThat(err.lines().filter(line -> line.startsWith("Training ")).findFirst()).isPresent();
      process.toHandle().destroy(); // process.destroy() would close the streams too
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(err.lines().toList().toString()).contains("Interrupted; nothing was kept.");
    }
    assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(out).doesNotExist();
  }

  @Test
  void endsWithTheMistakesExitCodeAndOneMessage() throws Exception {
    Process process = start("compare", "none.csv", "--label", "y");
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(ExitCode.INPUT);
    assertThat(err).startsWith("error: ").contains("none.csv").doesNotContain("\tat ");
    assertThat(folder).isEmptyDirectory();
  }

  private Process start(String... args) {
    List<String> command = new ArrayList<>(List.of(java().toString(), "-jar", JAR.toString()));
    command.addAll(List.of(args));
    try {
      return new ProcessBuilder(command).directory(folder.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path java() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assertThat(Files.isExecutable(java)).isTrue();
    return java;
  }
}
