package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program measures itself. */
@Timeout(120)
class BenchIT {
  private static final Path JAR = Path.of("target/twinhead.jar").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void measuresBothEnginesInOneProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "bench",
                "--model=tiny-cnn",
                "--size=12",
                "--steps=10",
                "--format=json")
            .directory(folder.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isZero();
    JsonNode json = new ObjectMapper().readTree(out);
    assertThat(json.at("/results")).hasSize(2);
    assertThat(json.at("/results/1/engine").textValue()).isEqualTo("reference");
    assertThat(json.at("/ratio/train").doubleValue()).isPositive();
    assertThat(folder).isEmptyDirectory();
  }
}
