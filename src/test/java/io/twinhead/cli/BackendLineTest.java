package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class BackendLineTest {
  @Test
  void saysWhatWasChosenAndWhy() {
    Properties properties = new Properties();
    properties.setProperty("twinhead.backend", "cpu");
    properties.setProperty("twinhead.backend.reason", "no NVIDIA driver");
    assertThat(BackendLine.of(properties)).isEqualTo("Backend: cpu (no NVIDIA driver)\n");
    properties.setProperty("org.bytedeco.javacpp.platform.extension", "-onednn-avx2");
    assertThat(BackendLine.of(properties))
        .isEqualTo("Backend: cpu with onednn-avx2 (no NVIDIA driver)\n");
  }

  @Test
  void isEmptyWithoutALauncher() {
    assertThat(BackendLine.of(new Properties())).isEmpty();
  }
}
