package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.comparison.ComparisonPlan;
import io.twinhead.config.Experiment;
import io.twinhead.config.PlanConfig;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Datasets;
import io.twinhead.dataset.Splits;
import io.twinhead.head.OutputHead;
import io.twinhead.run.LiveDirectory;
import io.twinhead.run.LiveDirectory.Opening;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJournalTest {
  @TempDir private Path folder;

  private final List<Long> copied = new ArrayList<>();

  @Test
  void savesTheStateOfAStopOnce() {
    try (LiveDirectory directory = open();
        RunJournal journal = journal(directory, "checkpoint-every: 4")) {
      journal.reached(new At(4, false));
      journal.interrupted(new At(4, false));
      assertThat(copied).containsExactly(4L);
      assertThat(saved(directory)).containsExactly("step-00000004.safetensors");
      assertThat(journal.saved()).isEqualTo("in epoch 1 after step 4");
    }
  }

  @Test
  void savesWhereItIsStopped() {
    try (LiveDirectory directory = open();
        RunJournal journal = journal(directory, "checkpoint-every: 4")) {
      journal.reached(new At(4, false));
      journal.reached(new At(5, false));
      journal.interrupted(new At(5, false));
      assertThat(copied).containsExactly(4L, 5L);
      assertThat(saved(directory)).contains("step-00000005.safetensors");
      assertThat(journal.saved()).isEqualTo("in epoch 1 after step 5");
    }
  }

  @Test
  void savesTheLastOfShortEpochs() {
    try (LiveDirectory directory = open();
        RunJournal journal = journal(directory, "patience: 9")) {
      for (int epoch = 1; epoch <= 300; epoch++) {
        journal.reached(new At(epoch, true));
      }
      journal.finishWriting();
      assertThat(saved(directory)).contains("step-00000300.safetensors").hasSizeLessThan(30);
    }
  }

  @Test
  void savesNothingThatNobodyWants() {
    try (LiveDirectory directory = open();
        RunJournal journal = journal(directory, "keep-checkpoints: 0")) {
      journal.reached(new At(1, true));
      journal.interrupted(new At(2, false));
      assertThat(copied).isEmpty();
      assertThat(saved(directory)).isEmpty();
    }
  }

  private LiveDirectory open() {
    return LiveDirectory.open(folder.resolve("run"), Opening.NEW);
  }

  private static String[] saved(LiveDirectory directory) {
    return directory.checkpoints().toFile().list();
  }

  private static RunJournal journal(LiveDirectory directory, String setting) {
    Experiment said =
        Yaml.parse(
            "settings",
            """
            model: {model: logistic}
            training: {%s}
            """
                .formatted(
                    setting.startsWith("keep") ? setting : setting + ", keep-checkpoints: 999"),
            Experiment.class);
    Dataset data = Datasets.open(Path.of("datasets", "breast-cancer"), said.data());
    ComparisonPlan plan = ComparisonPlan.ofOneTraining(said, data);
    Experiment settings = plan.experiment();
    TrainingPlan one =
        TrainingPlan.of(plan.model(), OutputHead.SIGMOID, settings.training(), 1, "");
    Training training =
        Training.of(data, Splits.holdout(data, 1), one, settings, Training.Inheritance.NONE);
    return new RunJournal(directory, training, settings, "command", line -> {});
  }

  /** After so many steps of the first epoch, or as many epochs of one step. */
  private final class At implements Moment {
    private final long steps;
    private final boolean epochEnded;

    At(long steps, boolean epochEnded) {
      this.steps = steps;
      this.epochEnded = epochEnded;
    }

    @Override
    public Checkpoint checkpoint() {
      copied.add(steps);
      List<Epoch> history = new ArrayList<>();
      for (int epoch = 1; epochEnded && epoch <= steps; epoch++) {
        history.add(new Epoch(epoch, 1, 1, Map.of(), 1, 1, 0));
      }
      TrainingState state =
          new TrainingState(
              history.size() + 1, 0, 0, 0, 0, steps, history, epochEnded ? 1 : 0, false, List.of());
      return new Checkpoint(state, null, new Weights(new float[1], null, 1, 1), null);
    }

    @Override
    public int epoch() {
      return epochEnded ? (int) steps : 1;
    }

    @Override
    public boolean epochEnded() {
      return epochEnded;
    }

    @Override
    public long steps() {
      return steps;
    }

    @Override
    public int stepsPerEpoch() {
      return epochEnded ? 1 : 100;
    }

    @Override
    public int epochs() {
      return 1000;
    }

    @Override
    public int step() {
      return epochEnded ? 0 : (int) steps;
    }

    @Override
    public double trainLoss() {
      return 1;
    }

    @Override
    public double samplesPerSecond() {
      return 1;
    }

    @Override
    public int bestEpoch() {
      return epochEnded ? 1 : 0;
    }

    @Override
    public @Nullable PlanConfig plan() {
      return null;
    }
  }
}
