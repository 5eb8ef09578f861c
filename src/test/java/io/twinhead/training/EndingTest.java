package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.TimeSpan;
import io.twinhead.dataset.Examples;
import io.twinhead.engine.EngineOptions;
import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadTuning;
import io.twinhead.model.Models;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndingTest {
  private static final int FOREVER = 1_000_000;

  @Test
  void isThatOfTheEpochsOrOfThePatience() {
    assertThat(ending(Clouds.of(60, 4, 2), 2, 1, null)).isEqualTo(Ending.EPOCHS);
    assertThat(ending(Clouds.noise(60, 4), 200, 3, null)).isEqualTo(Ending.PATIENCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 1_000_000}) // after some epochs, and within the first
  void isThatOfTheTimeWithAnEpochToKeep(int rows) {
    Examples train = Clouds.of(rows, 4, 2);
    try (Trained trained = train(train, FOREVER, FOREVER, TimeSpan.parse("1s"))) {
      assertThat(trained.ending()).isEqualTo(Ending.MAX_TIME);
      assertThat(trained.seconds()).isBetween(1.0, 3.0);
      assertThat(trained.bestEpoch()).isPositive();
      assertThat(trained.best().validationLoss()).isFinite();
    }
  }

  @Test
  void ofTheLastEpochIsThatOfTheTimeIfThatWasCutShort() {
    Examples train = Clouds.of(1_000_000, 4, 2);
    assertThat(ending(train, 1, 1, TimeSpan.parse("1s"))).isEqualTo(Ending.MAX_TIME);
  }

  private static Ending ending(
      Examples train, int epochs, int patience, @Nullable TimeSpan maxTime) {
    try (Trained trained = train(train, epochs, patience, maxTime)) {
      return trained.ending();
    }
  }

  private static Trained train(
      Examples train, int epochs, int patience, @Nullable TimeSpan maxTime) {
    TrainingPlan plan =
        new TrainingPlan(
            Models.find("dense-small"),
            OutputHead.SIGMOID,
            epochs,
            patience,
            32,
            EngineOptions.DEFAULT,
            11,
            12,
            14,
            Augmentation.NONE,
            HeadTuning.NONE,
            InitialWeights.DRAWN,
            Rates.CONSTANT,
            maxTime);
    return Trainer.train(plan, train, Clouds.noise(60, 5), new TrainingListener() {});
  }
}
