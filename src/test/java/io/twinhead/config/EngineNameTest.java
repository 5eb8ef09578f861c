package io.twinhead.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.TrainingConfig.EngineName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineNameTest {
  @AfterEach
  void forget() {
    System.clearProperty("twinhead.backend");
  }

  @Test
  void plansAreTheDefaultOnTheCpu() {
    assertThat(TrainingConfig.defaults(1, 1, 1).engine()).isEqualTo(EngineName.COMPILED);
    System.setProperty("twinhead.backend", "cpu");
    assertThat(TrainingConfig.defaults(1, 1, 1).engine()).isEqualTo(EngineName.COMPILED);
  }

  @Test
  void plansHaveToBeAskedForOnCuda() {
    System.setProperty("twinhead.backend", "cuda");
    TrainingConfig defaults = TrainingConfig.defaults(1, 1, 1);
    assertThat(defaults.engine()).isEqualTo(EngineName.REFERENCE);
    TrainingConfig asked = Yaml.parse("flags", "engine: compiled", TrainingConfig.class);
    assertThat(asked.orElse(defaults).engine()).isEqualTo(EngineName.COMPILED);
  }
}
