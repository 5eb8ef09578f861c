package io.twinhead.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.Kernels;
import io.twinhead.config.TrainingConfig.EngineName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Engines in processes of their own, which have little memory and may crash. */
@Timeout(120)
class EngineStressIT {
  private static final int ENGINES = 300;

  @TempDir Path folder;

  /** With so small a heap, ND4J alone frees buffers in use and crashes within 5 to 10 seconds. */
  @ParameterizedTest
  @EnumSource
  void survivesGarbageCollectionWhileOtherThreadsTrain(EngineName engine) throws Exception {
    assertThat(run(List.of("-Xmn2m"), EngineStress.class, engine.name(), "12"))
        .contains("survived");
  }

  /** Each takes about 2 MiB, so all of them together would show. */
  @ParameterizedTest
  @EnumSource
  @EnabledOnOs(OS.LINUX)
  void closedEnginesLeaveNoMemoryBehind(Kernels kernels) throws Exception {
    String out =
        run(
            List.of("-Xmn8m", "-Xmx64m"),
            EngineRenewal.class,
            kernels.name(),
            Integer.toString(ENGINES));
    assertThat(out).contains("growth ");
    assertThat(Integer.parseInt(out.substring(out.indexOf("growth ") + 7).strip()))
        .as("MiB more after %d engines", ENGINES)
        .isLessThan(ENGINES * 3 / 4);
  }

  private String run(List<String> memory, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(memory);
    command.add("-XX:+UseSerialGC");
    command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }
}
