package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendTest {
  private static final Map<String, String> CUDA = Map.of("TWINHEAD_BACKEND", "cuda");

  @ParameterizedTest
  @ValueSource(strings = {"", "--backend=cpu", "--backend auto", "train --backend cpu x"})
  void isTheCpu(String line) {
    assertThat(Backend.choose(List.of(line.split(" ", -1)), Map.of())).isEqualTo(Backend.CPU);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--backend=cuda", "bench --backend cuda"})
  void hasNoCuda(String line) {
    assertFails(List.of(line.split(" ", -1)), Map.of(), 4, "--backend asks for cuda");
  }

  @Test
  void readsTheEnvironment() {
    assertFails(List.of(), CUDA, 4, "TWINHEAD_BACKEND asks for cuda");
    assertFails(List.of(), Map.of("TWINHEAD_BACKEND", "gpu"), 2, "TWINHEAD_BACKEND is 'gpu'");
  }

  @Test
  void prefersTheOptionToTheEnvironment() {
    assertThat(Backend.choose(List.of("--backend", "cpu"), CUDA)).isEqualTo(Backend.CPU);
  }

  @Test
  void rejectsAnUnknownName() {
    assertFails(List.of("--backend", "tpu"), Map.of(), 2, "'tpu'");
    assertFails(List.of("--backend="), Map.of(), 2, "''");
  }

  @Test
  void leavesAMissingValueToTheWorker() {
    assertThat(Backend.choose(List.of("bench", "--backend"), Map.of())).isEqualTo(Backend.CPU);
  }

  @Test
  void takesNoOptionsFromBehindTwoDashes() {
    assertThat(Backend.choose(List.of("x", "--", "--backend=tpu"), Map.of()))
        .isEqualTo(Backend.CPU);
  }

  private static void assertFails(
      List<String> arguments, Map<String, String> environment, int exitCode, String message) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> Backend.choose(arguments, environment))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(exitCode));
  }
}
