package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program is asked to stop, as a container is, and goes on later. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // ends blocked reads too
@DisabledOnOs(OS.WINDOWS)
class ResumeIT {
  private static final Path JAR = Path.of("target/twinhead.jar").toAbsolutePath();
  private static final Path DATA = Path.of("datasets/breast-cancer").toAbsolutePath();
  private static final Duration GRACE = Duration.ofSeconds(5);

  @TempDir private Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void leaveNothingRunning() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void goesOnAfterSigtermAsIfNothingHadHappened() throws Exception {
    Path stopped = folder.resolve("stopped");
    Process process = train(stopped, "--epochs=1000000");
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String line = said.readLine();
    while (line != null && !line.startsWith("epoch")) {
      line = said.readLine();
    }
    assertThat(line).as("the first epoch's line").isNotNull();
    long asked = System.nanoTime();
    process.toHandle().destroy(); // SIGTERM, with its streams left open
    List<String> rest = said.lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", rest)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(GRACE);
    assertThat(rest.get(rest.size() - 1)).startsWith("Interrupted ").contains("--resume");

    int done = Files.readAllLines(stopped.resolve("metrics.jsonl")).size();
    String epochs = "--epochs=" + (done + 5);
    Path whole = folder.resolve("whole");
    finish(train(stopped, epochs, "--resume"));
    finish(train(whole, epochs));
    assertThat(stopped.resolve("model.zip"))
        .hasSameBinaryContentAs(whole.resolve("model.zip")); // parameters, updater's state and all
  }

  private static void finish(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private Process train(Path out, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "train",
                DATA.toString(),
                "--head=sigmoid",
                "--model=logistic",
                "--patience=1000000",
                "--out=" + out));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }
}
