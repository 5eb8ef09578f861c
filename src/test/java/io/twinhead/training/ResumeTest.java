package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.Schedule;
import io.twinhead.config.TrainingConfig;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Examples;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that goes on from a checkpoint ends with the bits of one that never stopped. */
class ResumeTest {
  private static final String DENSE =
      """
      name: dropping
      layers:
        - dense: {units: 24}
        - dropout: {rate: 0.5}
        - dense: {units: 8}
      updater: {adam: {learning-rate: 0.01}}
      """;

  private static final String NORMALISING =
      """
      name: normalising
      layers:
        - dense: {units: 12}
        - batch-norm: {}
        - dropout: {rate: 0.3}
      updater: {rmsprop: {learning-rate: 0.003}}
      weight-decay: 0.01
      """;

  /** The last batch of an epoch is smaller: 90 = 5 x 16 + 10. */
  private static final Examples TRAIN = Clouds.of(90, 1, 0.5);

  private static final Examples VALIDATION = Clouds.of(41, 2, 0.5);

  static Stream<Arguments> trainings() {
    return Stream.of(DENSE, NORMALISING)
        .flatMap(model -> Stream.of(EngineName.values()).map(engine -> List.of(model, engine)))
        .flatMap(
            pair ->
                OutputHead.ALL.stream()
                    .map(
                        head ->
                            Arguments.of(pair.get(0), pair.get(1), head, "plateau,patience=1")));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void endsWithTheSameBitsFromEveryMoment(
      String model, EngineName engine, OutputHead head, String schedule) {
    TrainingPlan plan = plan(model, engine, head, schedule);
    List<Checkpoint> checkpoints = new ArrayList<>();
    try (Trained whole = Trainer.train(plan, TRAIN, VALIDATION, collecting(checkpoints))) {
      assertThat(checkpoints).hasSizeGreaterThan(20);
      for (Checkpoint from : checkpoints) {
        try (Trained rest = goOn(plan, from)) {
          assertThat(numbers(rest)).isEqualTo(numbers(whole));
          assertThat(timeless(rest)).isEqualTo(timeless(whole));
        }
      }
    }
  }

  /** Wide rows, whose batches are made by other threads, those of the next epoch early. */
  @ParameterizedTest
  @EnumSource(EngineName.class)
  void endsWithTheSameBitsWhereverItStopsWithBatchesMadeAhead(EngineName engine) {
    int width = BatchStream.FEW / 16;
    Examples train = Clouds.of(90, 1, 0.05, width);
    Examples validation = Clouds.of(41, 2, 0.05, width);
    TrainingPlan plan = plan(DENSE, engine, OutputHead.SIGMOID, "constant");
    List<Checkpoint> moments = new ArrayList<>();
    try (Trained whole = Trainer.train(plan, train, validation, collecting(moments))) {
      for (int stop = 0; stop < moments.size() - 1; stop++) {
        List<Checkpoint> saved = new ArrayList<>();
        TrainingListener interrupting = interruptedAt(stop, saved);
        assertThatThrownBy(() -> Trainer.train(plan, train, validation, interrupting))
            .isInstanceOf(CancellationException.class);
        assertThat(Thread.getAllStackTraces().keySet())
            .extracting(Thread::getName)
            .doesNotContain("twinhead-batches");
        Checkpoint from = saved.get(0);
        try (Trained rest =
            Trainer.train(
                plan.as(from.plan()), from, train, validation, new TrainingListener() {})) {
          assertThat(numbers(rest)).isEqualTo(numbers(whole));
          assertThat(timeless(rest)).isEqualTo(timeless(whole));
        }
      }
    }
  }

  /** Interrupts at a moment counted from 0, and keeps what can be gone on from. */
  private static TrainingListener interruptedAt(int stop, List<Checkpoint> saved) {
    return new TrainingListener() {
      private int moments;

      @Override
      public void reached(Moment moment) {
        if (moments++ == stop) {
          Thread.currentThread().interrupt();
        }
      }

      @Override
      public void interrupted(Moment moment) {
        saved.add(moment.checkpoint());
      }
    };
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void goesOnAfterAnInterruption(
      String model, EngineName engine, OutputHead head, String schedule) {
    TrainingPlan plan = plan(model, engine, head, schedule);
    List<Checkpoint> saved = new ArrayList<>();
    TrainingListener interrupting =
        new TrainingListener() {
          @Override
          public void reached(Moment moment) {
            if (moment.steps() == 9) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void interrupted(Moment moment) {
            saved.add(moment.checkpoint());
          }
        };
    assertThatThrownBy(() -> Trainer.train(plan, TRAIN, VALIDATION, interrupting))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
    try (Trained rest = goOn(plan, saved.get(0));
        Trained whole = Trainer.train(plan, TRAIN, VALIDATION, new TrainingListener() {})) {
      assertThat(numbers(rest)).isEqualTo(numbers(whole));
    }
  }

  private static Trained goOn(TrainingPlan plan, Checkpoint from) {
    return Trainer.train(plan.as(from.plan()), from, TRAIN, VALIDATION, new TrainingListener() {});
  }

  private static TrainingListener collecting(List<Checkpoint> checkpoints) {
    return new TrainingListener() {
      @Override
      public void reached(Moment moment) {
        checkpoints.add(moment.checkpoint());
      }
    };
  }

  private static List<Object> numbers(Trained trained) {
    Weights weights = Weights.of(trained.engine().network());
    return List.of(
        Arrays.toString(weights.parameters()),
        Arrays.toString(weights.updaterState()),
        weights.iterations(),
        weights.epochs(),
        trained.bestEpoch());
  }

  private static List<Map<String, ?>> timeless(Trained trained) {
    return trained.history().stream()
        .<Map<String, ?>>map(
            e ->
                Map.of(
                    "epoch", e.epoch(),
                    "train", e.trainLoss(),
                    "validation", e.validationLoss(),
                    "metrics", e.metrics()))
        .toList();
  }

  private static TrainingPlan plan(
      String model, EngineName engine, OutputHead head, String schedule) {
    TrainingConfig settings =
        TrainingConfig.of(new Said(16, engine, Schedule.parse(schedule), 0.5))
            .orElse(TrainingConfig.defaults(5, 5, 1));
    return TrainingPlan.of(Yaml.parse("model", model, ModelSpec.class), head, settings, 7, "");
  }

  private record Said(Integer batchSize, EngineName engine, Schedule schedule, Double warmup) {}
}
