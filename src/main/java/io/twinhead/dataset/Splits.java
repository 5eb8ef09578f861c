package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Divides the rows of a data set into training, validation and test parts.
 *
 * <p>Every part has its share of each class; of labels that may overlap, its share of the rows in
 * which a rare one holds. Rows of a group stay together. With a time column the parts follow each
 * other in time instead: training, validation, test. The same seed gives the same split.
 */
public final class Splits {
  private static final double HOLDOUT = 0.15;

  private Splits() {}

  /**
   * Splits for cross-validation. Without a time column each row is in exactly one test part. With
   * one the rows are cut into {@code folds + 1} blocks; the first is never tested, and each other
   * block is tested after training on all blocks before it.
   *
   * @param folds at least 2
   * @param validationShare of the rows that are not for testing, from 0 to less than 1
   * @throws InputException if the data are too few for so many folds, or a class is missing from a
   *     part that needs it
   */
  public static List<Split> folds(Dataset data, int folds, double validationShare, long seed) {
    requireFolds(data, folds);
    boolean inTime = data.times() != null;
    Cutter cutter = cutter(data, seed);
    int[] rows = all(data);
    int[] bin = cutter.deal(rows, inTime ? folds + 1 : folds);
    List<Split> splits = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int tested = inTime ? fold + 1 : fold;
      int[] known = select(rows, i -> inTime ? bin[i] < tested : bin[i] != tested);
      int[] test = select(rows, i -> bin[i] == tested);
      splits.add(
          withValidation(data, cutter, known, validationShare, test)
              .from(new SplitOrigin(seed, validationShare, fold + 1, folds)));
    }
    return List.copyOf(splits);
  }

  /**
   * One split: the data set's own, or else 70 % for training, 15 % for validation and 15 % for
   * testing.
   *
   * @throws InputException if the data are too few, or a class is missing from a part that needs it
   */
  public static Split holdout(Dataset data, long seed) {
    double ofTheRest = HOLDOUT / (1 - HOLDOUT);
    if (data.hasTestSplit()) {
      return given(data, ofTheRest, seed);
    }
    Cutter cutter = cutter(data, seed);
    int[] rows = all(data);
    int[] bin = cutter.cut(rows, HOLDOUT);
    int[] known = select(rows, i -> bin[i] == 0);
    return withValidation(data, cutter, known, ofTheRest, select(rows, i -> bin[i] == 1))
        .from(new SplitOrigin(seed, ofTheRest, null, null));
  }

  /**
   * The data set's own split. Validation is as given, or else cut from training.
   *
   * @param validationShare of the training rows, from 0 to less than 1
   * @throws IllegalStateException if the data set has no test part
   * @throws InputException if the training rows are too few, or a class is missing from a part that
   *     needs it
   */
  public static Split given(Dataset data, double validationShare, long seed) {
    Part[] parts = data.parts();
    if (parts == null) {
      throw new IllegalStateException("the data set gives no split of its own");
    }
    int[] rows = all(data);
    int[] train = select(rows, i -> parts[i] == Part.TRAIN);
    int[] test = select(rows, i -> parts[i] == Part.TEST);
    int[] validation = select(rows, i -> parts[i] == Part.VALIDATION);
    Split split =
        validation.length > 0
            ? checked(data, new Split(train, validation, test))
            : withValidation(data, cutter(data, seed), train, validationShare, test);
    return split.from(new SplitOrigin(seed, validationShare, null, null));
  }

  private static Cutter cutter(Dataset data, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] groups = data.groups();
    int[] times = data.times();
    if (groups != null && data.unit() == Unit.IMAGE) {
      return new CopiesCutter(groups, new StratifiedCutter(data.strata(), random));
    }
    if (groups != null) {
      return new GroupCutter(data.name(), groups, data.strata(), random);
    }
    return times != null
        ? new TimeCutter(data.name(), times)
        : new StratifiedCutter(data.strata(), random);
  }

  private static Split withValidation(
      Dataset data, Cutter cutter, int[] known, double share, int[] test) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("validation share " + share + " is not in [0, 1)");
    }
    int[] bin = share == 0 ? new int[known.length] : cutter.cut(known, share);
    int[] validation = select(known, i -> bin[i] == 1);
    if (test.length == 0 || (share > 0 && validation.length == 0)) {
      throw new InputException(
          "%s: %s are too few for training, validation and test parts; add %ss"
              .formatted(data.name(), data.unit().count(data.rows()), data.unit()));
    }
    return checked(data, new Split(select(known, i -> bin[i] == 0), validation, test));
  }

  /** Without a row of each class there is nothing to learn, and of one class no loss to stop by. */
  private static Split checked(Dataset data, Split split) {
    if (data.task() == Task.MULTILABEL) {
      checkLabels(data, split.train());
      return split;
    }
    int[] training = counts(data, split.train());
    int[] validation = counts(data, split.validation());
    boolean oneClass = Arrays.stream(validation).filter(count -> count > 0).count() == 1;
    for (int c = 0; c < training.length; c++) {
      if (training[c] == 0) {
        throw lacking(data, "training", c);
      }
      if (oneClass && validation[c] == 0) {
        throw lacking(data, "validation", c);
      }
    }
    return split;
  }

  /** A label that always holds in training, or never, cannot be learnt. */
  private static void checkLabels(Dataset data, int[] train) {
    byte[][] indicators = data.indicators();
    for (int k = 0; k < data.classes().size(); k++) {
      int label = k;
      long holds = Arrays.stream(train).filter(row -> indicators[row][label] == 1).count();
      if (holds == 0 || holds == train.length) {
        throw new InputException(
            "%s: the label '%s' is %d in all %s of a training part, so it cannot be learnt; add %ss, or"
                    .formatted(
                        data.name(),
                        data.classes().get(k),
                        holds == 0 ? 0 : 1,
                        data.unit().count(train.length),
                        data.unit())
                + " leave it out of --labels");
      }
    }
  }

  private static InputException lacking(Dataset data, String part, int code) {
    String remedy =
        data.hasTestSplit()
            ? "add %ss of it, or correct the split that the data give"
            : data.unit() == Unit.ROW && (data.groups() != null || data.times() != null)
                ? "use fewer folds, add %ss of it, or split without the group or time column"
                : "add %ss of it";
    return new InputException(
        "%s: a %s part has no %s of class '%s' (%s in all); %s"
            .formatted(
                data.name(),
                part,
                data.unit(),
                data.classes().get(code),
                data.unit().count(counts(data, all(data))[code]),
                remedy.formatted(data.unit())));
  }

  public static void requireFolds(Dataset data, int folds) {
    if (folds < 2) {
      throw new InputException(
          "folds = %d: cross-validation needs at least 2; use --folds 2 or more".formatted(folds));
    }
    if (data.task() == Task.MULTILABEL || data.times() != null) {
      return;
    }
    int[] counts = counts(data, all(data));
    int rarest =
        IntStream.range(0, counts.length)
            .reduce((a, b) -> counts[b] < counts[a] ? b : a)
            .orElseThrow();
    if (counts[rarest] < folds) {
      String remedy =
          counts[rarest] < 2
              ? "add %ss of it, or leave it out".formatted(data.unit())
              : "use --folds " + counts[rarest] + " or fewer";
      throw new InputException(
          "%s: folds = %d, but class '%s' has only %s: %s"
              .formatted(
                  data.name(),
                  folds,
                  data.classes().get(rarest),
                  data.unit().count(counts[rarest]),
                  remedy));
    }
  }

  private static int[] counts(Dataset data, int[] rows) {
    int[] strata = data.strata();
    int[] counts = new int[data.classes().size()];
    Arrays.stream(rows).forEach(row -> counts[strata[row]]++);
    return counts;
  }

  private static int[] all(Dataset data) {
    return IntStream.range(0, data.rows()).toArray();
  }

  private static int[] select(int[] rows, IntPredicate position) {
    return IntStream.range(0, rows.length).filter(position).map(i -> rows[i]).toArray();
  }
}
