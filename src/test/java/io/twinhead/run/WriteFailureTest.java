package io.twinhead.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteFailureTest {
  @TempDir private Path folder;

  @Test
  void isNoneIfItWasARequestToStop() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> OutputDirectory.open(folder.resolve("out"), false))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("out");
    assertThat(Thread.interrupted()).isTrue();
  }
}
