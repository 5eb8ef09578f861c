package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackendFailureTest {
  @AfterEach
  void forgetTheBackend() {
    System.clearProperty("twinhead.backend");
  }

  @Test
  void namesTheLibraryThatDoesNotLoad() {
    Throwable cause = new UnsatisfiedLinkError("no jnind4jcpu in java.library.path");
    assertThat(BackendFailure.message(new ExceptionInInitializerError(cause)))
        .contains("no jnind4jcpu", "--print-command");
  }

  @Test
  void takesWhatCudaSaysForTheGpusFaultOnAGpuOnly() {
    RuntimeException e =
        new IllegalStateException(
            new RuntimeException("[DEVICE] allocation failed; Error code: [2]"));
    assertThat(BackendFailure.message(e)).isNull();
    System.setProperty("twinhead.backend", "cuda");
    assertThat(BackendFailure.message(e)).contains("the GPU failed", "[DEVICE]", "--backend cpu");
    assertThat(BackendFailure.message(new IllegalStateException("an index"))).isNull();
    assertThat(BackendFailure.message(new IllegalStateException((String) null))).isNull();
  }
}
