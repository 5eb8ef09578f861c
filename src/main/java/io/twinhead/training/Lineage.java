package io.twinhead.training;

import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.Scaling;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Split;
import io.twinhead.dataset.SplitOrigin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The earlier runs behind a training, and their own. A row that one of them learnt from, or stopped
 * by, tests nothing any more: on the same data a training takes over a split whose test rows all of
 * them have left alone.
 */
public final class Lineage {
  private final List<SavedRun> runs = new ArrayList<>();
  private final List<Ancestor> ancestors = new ArrayList<>();

  Lineage(@Nullable SavedRun start, @Nullable SavedRun teacher) {
    add(start, ParentModel.Role.START);
    add(teacher, ParentModel.Role.TEACHER);
  }

  private void add(@Nullable SavedRun run, ParentModel.Role role) {
    if (run != null) {
      runs.add(run);
      ancestors.add(Ancestor.of(run, role));
    }
  }

  List<Ancestor> ancestors() {
    return ancestors;
  }

  /**
   * The split to train on, if they know the data.
   *
   * @param settings with which the data were opened
   * @throws InputException if no split of theirs leaves its test rows unseen by all, or if their
   *     rows are not known
   */
  public Optional<Split> split(Dataset data, Experiment settings) {
    List<Ancestor> same = knowing(data);
    List<Split> splits = same.stream().map(ancestor -> whole(ancestor.divide(data), data)).toList();
    for (int i = 0; i < runs.size(); i++) {
      requireSameRows(runs.get(i), ancestors.get(i), data, settings);
    }
    Optional<Split> unseen =
        splits.stream()
            .filter(one -> splits.stream().allMatch(other -> leavesAlone(other, one.test())))
            .findFirst();
    if (unseen.isEmpty() && !same.isEmpty()) {
      throw new InputException(
          ("init-from, teacher: the runs divided the rows of %s differently (%s), so none of their test"
                  + " rows are unseen by all: train one again with the --seed of the other")
              .formatted(
                  data.name(),
                  same.stream()
                      .map(Ancestor::division)
                      .distinct()
                      .collect(Collectors.joining("; "))));
    }
    return unseen;
  }

  /**
   * What is known about the rows, for people.
   *
   * @param used what {@link #split} said
   */
  public List<String> sentences(Dataset data, Optional<Split> used) {
    SplitOrigin origin = used.map(Split::origin).orElse(null);
    List<String> sentences = new ArrayList<>();
    knowing(data).stream()
        .filter(ancestor -> ancestor.isDividedAs(origin))
        .findFirst()
        .map(Ancestor::run)
        .map("Uses the split of %s, so that its test rows stay unseen."::formatted)
        .ifPresent(sentences::add);
    ancestors.stream()
        .flatMap(Ancestor::line)
        .filter(ancestor -> !ancestor.learntFrom(data))
        .map(
            ancestor ->
                "%s learnt from other data than %s (%s): whether its rows overlap with the test rows is not known."
                    .formatted(ancestor.run(), data.name(), ancestor.data().name()))
        .distinct()
        .forEach(sentences::add);
    return sentences;
  }

  private List<Ancestor> knowing(Dataset data) {
    return ancestors.stream()
        .flatMap(Ancestor::line)
        .filter(ancestor -> ancestor.learntFrom(data))
        .toList();
  }

  /** The same files may be read with another label or other groups, and be divided by them. */
  private static void requireSameRows(
      SavedRun run, Ancestor ancestor, Dataset data, Experiment settings) {
    if (!ancestor.learntFrom(data) || reading(run.experiment()).equals(reading(settings))) {
      return; // read in the same way, as nearly always: no need to open them twice
    }
    Split then = run.split();
    Split now = ancestor.divide(data);
    if (run.data().rows() != data.rows()
        || !Arrays.equals(then.train(), now.train())
        || !Arrays.equals(then.validation(), now.validation())) {
      throw ancestor.otherRows(data);
    }
  }

  /** One that took few rows leaves those of its whole split alone all the more. */
  private static Split whole(Split split, Dataset data) {
    SplitOrigin origin = split.origin();
    return origin == null || origin.limit() == null ? split : origin.whole().split(data);
  }

  /** All that decides which rows there are, and how they are divided. */
  private static Experiment reading(Experiment settings) {
    return new Experiment(
        settings.dataset(),
        settings.withScaling(Scaling.NONE).data(),
        Experiment.EMPTY.model(),
        Experiment.EMPTY.training(),
        Experiment.EMPTY.evaluation());
  }

  private static boolean leavesAlone(Split split, int[] test) {
    BitSet seen = new BitSet();
    Arrays.stream(split.train()).forEach(seen::set);
    Arrays.stream(split.validation()).forEach(seen::set);
    return Arrays.stream(test).noneMatch(seen::get);
  }
}
