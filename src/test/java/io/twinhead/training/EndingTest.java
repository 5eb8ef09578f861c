package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.Schedule;
import io.twinhead.config.TimeSpan;
import io.twinhead.dataset.Examples;
import io.twinhead.engine.EngineOptions;
import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadTuning;
import io.twinhead.model.Models;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndingTest {
  private static final int FOREVER = 1_000_000;
  private static final Examples FEW = Clouds.of(200, 4, 2);

  @Test
  void isThatOfTheEpochsOrOfThePatience() {
    assertThat(ending(Clouds.of(60, 4, 2), 2, 1, null)).isEqualTo(Ending.EPOCHS);
    assertThat(ending(Clouds.noise(60, 4), 200, 3, null)).isEqualTo(Ending.PATIENCE);
  }

  @Timeout(60) // with a busy machine in mind: without the limit it would take days
  @ParameterizedTest
  @ValueSource(ints = {64, 1_000_000}) // after some epochs, and within the first
  void isThatOfTheTimeWithAnEpochToKeep(int rows) {
    Examples train = Clouds.of(rows, 4, 2);
    try (Trained trained = train(train, FOREVER, FOREVER, TimeSpan.parse("1s"))) {
      assertThat(trained.ending()).isEqualTo(Ending.MAX_TIME);
      assertThat(trained.seconds()).isGreaterThanOrEqualTo(1.0);
      assertThat(trained.bestEpoch()).isPositive();
      assertThat(trained.best().validationLoss()).isFinite();
    }
  }

  @Test
  void ofTheLastEpochIsThatOfTheTimeIfThatWasCutShort() {
    Examples train = Clouds.of(1_000_000, 4, 2);
    assertThat(ending(train, 1, 1, TimeSpan.parse("1s"))).isEqualTo(Ending.MAX_TIME);
  }

  @Test
  void isItsOwnAfterAnEarlierEpochWasCutShort() {
    Checkpoint cut = cutShort(3);
    try (Trained rest = goOn(cut, 3, "1h")) {
      assertThat(rest.ending()).isEqualTo(Ending.EPOCHS);
      assertThat(rest.history()).hasSize(3);
    }
    try (Trained rest = goOn(cut, 1, "1h")) {
      assertThat(rest.ending()).isEqualTo(Ending.EPOCHS);
    }
    try (Trained rest = goOn(cut, 3, "10s")) {
      assertThat(rest.ending()).isEqualTo(Ending.MAX_TIME);
    }
  }

  @Test
  void ofAnEpochShortOfTimeLeavesTheRatesOfThoseAfterItAsTheyAre() {
    try (Trained whole = goOn(null, 4, null);
        Trained rest = goOn(cutShort(4), 4, "1h")) {
      assertThat(rest.history().get(0).metrics()).isNotEqualTo(whole.history().get(0).metrics());
      for (int epoch = 2; epoch <= 4; epoch++) {
        assertThat(rest.history().get(epoch - 1).metrics().get("learning_rate"))
            .isEqualTo(whole.history().get(epoch - 1).metrics().get("learning_rate"));
      }
    }
  }

  /** The end of a first epoch that had time for 3 of its 7 steps. */
  private static Checkpoint cutShort(int epochs) {
    List<Checkpoint> all = new ArrayList<>();
    TrainingListener collecting =
        new TrainingListener() {
          @Override
          public void reached(Moment moment) {
            all.add(moment.checkpoint());
          }
        };
    train(FEW, epochs, FOREVER, null, null, collecting).close();
    Checkpoint third = all.get(2);
    TrainingState state = third.state();
    TrainingState slow =
        new TrainingState(
            1, state.next(), state.lossSum(), 10, 0, state.steps(), List.of(), 0, false, List.of());
    Checkpoint late = new Checkpoint(slow, third.plan(), third.weights(), null);
    all.clear();
    TimeSpan past = TimeSpan.parse("9s");
    try (Trained trained = train(FEW, epochs, FOREVER, past, late, collecting)) {
      assertThat(trained.ending()).isEqualTo(Ending.MAX_TIME);
    }
    return all.get(all.size() - 1);
  }

  private static Trained goOn(@Nullable Checkpoint from, int epochs, @Nullable String maxTime) {
    TimeSpan time = maxTime == null ? null : TimeSpan.parse(maxTime);
    return train(FEW, epochs, FOREVER, time, from, new TrainingListener() {});
  }

  private static Ending ending(
      Examples train, int epochs, int patience, @Nullable TimeSpan maxTime) {
    try (Trained trained = train(train, epochs, patience, maxTime)) {
      return trained.ending();
    }
  }

  private static Trained train(
      Examples train, int epochs, int patience, @Nullable TimeSpan maxTime) {
    return train(train, epochs, patience, maxTime, null, new TrainingListener() {});
  }

  private static Trained train(
      Examples train,
      int epochs,
      int patience,
      @Nullable TimeSpan maxTime,
      @Nullable Checkpoint from,
      TrainingListener listener) {
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
            new Rates(Schedule.parse("cosine"), 0.5),
            maxTime);
    return Trainer.train(plan, from, train, Clouds.noise(60, 5), listener);
  }
}
