package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendRequestTest {
  private static final Map<String, String> CUDA = Map.of("TWINHEAD_BACKEND", "cuda");

  @ParameterizedTest
  @CsvSource({
    "'', auto",
    "--backend auto, auto",
    "--backend=cpu, cpu",
    "train --backend cpu x, cpu",
    "bench --backend cuda, cuda",
    "--backend cuda --backend=cpu, cpu",
  })
  void isWhatTheOptionSaysLast(String line, String word) {
    assertThat(word(List.of(line.split(" ", -1)), Map.of())).isEqualTo(word);
  }

  @Test
  void readsTheEnvironment() {
    assertThat(BackendRequest.of(List.of(), CUDA))
        .isEqualTo(new BackendRequest("TWINHEAD_BACKEND", Backend.CUDA));
    assertThat(word(List.of(), Map.of("TWINHEAD_BACKEND", ""))).isEqualTo("auto");
  }

  @Test
  void prefersTheOptionToTheEnvironment() {
    assertThat(word(List.of("--backend", "cpu"), CUDA)).isEqualTo("cpu");
  }

  @Test
  void unknownWordIsAUsageError() {
    assertFails(List.of("--backend", "tpu"), Map.of(), "--backend is 'tpu'");
    assertFails(List.of("--backend="), Map.of(), "--backend is ''");
    assertFails(List.of(), Map.of("TWINHEAD_BACKEND", "gpu"), "TWINHEAD_BACKEND is 'gpu'");
  }

  @Test
  void leavesAMissingValueToTheWorker() {
    assertThat(word(List.of("bench", "--backend"), Map.of())).isEqualTo("auto");
  }

  @Test
  void takesNoOptionsFromBehindTwoDashes() {
    assertThat(word(List.of("x", "--", "--backend=tpu"), Map.of())).isEqualTo("auto");
  }

  private static String word(List<String> arguments, Map<String, String> environment) {
    return BackendRequest.of(arguments, environment).word();
  }

  private static void assertFails(
      List<String> arguments, Map<String, String> environment, String message) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> BackendRequest.of(arguments, environment))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(2));
  }
}
