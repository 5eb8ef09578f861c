package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as users start it. */
@Timeout(120)
class CompareIT {
  private static final Path JAR = Path.of("target/twinhead.jar").toAbsolutePath();

  @TempDir Path folder;
  @TempDir Path cache;

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
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue(); // natives may be unpacking
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

  /** The second from the first's configuration, so that a busy machine cannot change the plan. */
  @Test
  void convolvesToTheSameBitsForAnyNumberOfJobs() throws Exception {
    DarkAndLight.draw(folder.resolve("images"));
    JsonNode one =
        compared(
            "--out=one",
            "images",
            "--model=tiny-cnn",
            "--epochs=1",
            "--folds=2",
            "--batch-size=4",
            "--jobs=1");
    JsonNode two = compared("--out=two", "--config=one/config.yaml", "--jobs=2");

    assertThat(Files.readString(folder.resolve("one/config.yaml"))).contains("plan:");
    assertThat(two).isEqualTo(one);
    List<Path> models = models("one");
    assertThat(models).hasSize(6);
    for (Path model : models) {
      assertThat(folder.resolve("two").resolve(model))
          .hasSameBinaryContentAs(folder.resolve("one").resolve(model));
    }
  }

  /** What was found, less the time it took. */
  private JsonNode compared(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("compare", "--format=json"));
    command.addAll(List.of(args));
    Process process = start(command.toArray(String[]::new));
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    JsonNode json = new ObjectMapper().readTree(out);
    json.at("/heads").forEach(head -> ((ObjectNode) head).remove("train_seconds"));
    return json;
  }

  private List<Path> models(String run) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(run))) {
      return files
          .filter(file -> file.endsWith("model.zip"))
          .map(folder.resolve(run)::relativize)
          .toList();
    }
  }

  private Process start(String... args) {
    List<String> command = new ArrayList<>(List.of(java().toString(), "-jar", JAR.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    try {
      return builder.start();
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
