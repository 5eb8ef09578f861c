package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program examines the machine that it was built on. */
@Timeout(120)
class DoctorIT {
  private static final Path JAR = Path.of("target/twinhead.jar").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void findsThisMachineFitForUse() throws Exception {
    CliRunner run = run("doctor", "--backend=cpu");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Backend     cpu (cpu): --backend asks for it\n")
        .contains("\n  cpu       usable: ");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void trainsBothHeadsQuickly() throws Exception {
    CliRunner run = run("doctor", "--train", "--backend=cpu", "--format=json");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.at("/versions/twinhead").textValue()).isNotEqualTo("development");
    assertThat(report.at("/train/holds").booleanValue()).isTrue();
    assertThat(report.at("/train/seconds").doubleValue()).isLessThan(10);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void endsWithFourWhenCudaIsAskedForInVain() throws Exception {
    JsonNode usual = new ObjectMapper().readTree(run("doctor", "--format=json").out());
    assumeThat(usual.at("/backends/1/usable").booleanValue()).as("CUDA is usable").isFalse();
    CliRunner run = run("doctor", "--backend=cuda", "--train", "--format=json");
    assertThat(run.code()).isEqualTo(ExitCode.BACKEND);
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.at("/backend/chosen").textValue()).isEqualTo("none");
    assertThat(report.at("/backend/reason").textValue())
        .endsWith(usual.at("/backends/1/reason").textValue());
    assertThat(report.at("/findings/0/severity").textValue()).isEqualTo("error");
    assertThat(report.has("train")).isFalse();
  }

  private CliRunner run(String... arguments) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("TWINHEAD_BACKEND");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new CliRunner(process.waitFor(), out, err);
  }
}
