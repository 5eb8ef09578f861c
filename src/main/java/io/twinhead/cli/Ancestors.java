package io.twinhead.cli;

import io.twinhead.comparison.ComparisonPlan;
import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.TrainingConfig;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Split;
import io.twinhead.head.OutputHead;
import io.twinhead.training.Distillation;
import io.twinhead.training.SavedRun;
import io.twinhead.training.Training.Inheritance;
import io.twinhead.training.WarmStart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The earlier runs that a training takes something from, open while it lasts. */
final class Ancestors implements AutoCloseable {
  private final List<SavedRun> runs = new ArrayList<>();
  private final @Nullable WarmStart start;
  private final @Nullable Distillation teacher;

  private final Experiment settings;

  private Ancestors(ComparisonPlan plan, OutputHead head, Experiment asked, Dataset data) {
    TrainingConfig said = plan.experiment().training();
    this.start =
        said.initFrom() == null
            ? null
            : WarmStart.of(open(said.initFrom()), said.init(), plan.model(), head, data);
    this.settings =
        Optional.ofNullable(start)
            .flatMap(from -> from.scaling(asked.data().scaling()))
            .map(plan.experiment()::withScaling)
            .orElse(plan.experiment());
    this.teacher =
        said.teacher() == null
            ? null
            : new Distillation(
                open(said.teacher()),
                Objects.requireNonNullElse(said.temperature(), Distillation.TEMPERATURE),
                Objects.requireNonNullElse(said.alpha(), Distillation.ALPHA));
  }

  /**
   * Opens those that a plan names.
   *
   * @param asked the settings without defaults
   */
  static Ancestors of(ComparisonPlan plan, OutputHead head, Experiment asked, Dataset data) {
    return new Ancestors(plan, head, asked, data);
  }

  /** The plan's, with the scaling that comes with the weights. */
  Experiment settings() {
    return settings;
  }

  private SavedRun open(String path) {
    SavedRun run = SavedRun.open(Path.of(path), BundledData::resolve);
    runs.add(run);
    return run;
  }

  /**
   * The split that leaves their test rows unseen, if they know the data.
   *
   * @throws InputException if there is none
   */
  Optional<Split> split(Dataset data) {
    return inheritance().lineage().split(data, settings);
  }

  /** What is taken from them, for people. */
  List<String> sentences(OutputHead head, Dataset data, Optional<Split> used) {
    List<String> sentences = new ArrayList<>();
    if (start != null) {
      sentences.add(start.sentence(head));
    }
    if (teacher != null) {
      sentences.add(teacher.sentence());
    }
    sentences.addAll(inheritance().lineage().sentences(data, used));
    return sentences;
  }

  Inheritance inheritance() {
    return new Inheritance(start, teacher);
  }

  @Override
  public void close() {
    runs.forEach(SavedRun::close);
  }
}
