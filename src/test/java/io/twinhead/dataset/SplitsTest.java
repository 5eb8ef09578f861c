package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void foldsTestEachRowOnceAndShareOutTheClasses(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int folds = 2 + random.nextInt(6);
    int rows = 60 + random.nextInt(200);
    int classes = 2 + random.nextInt(3);
    Dataset data = plain(rows, row -> row < 10 * classes ? row % classes : random.nextInt(classes));
    List<Split> splits = Splits.folds(data, folds, 0.2, seed);
    assertThat(splits).hasSize(folds);
    assertThat(sorted(splits.stream().map(Split::test).toList())).isEqualTo(range(rows));
    for (Split split : splits) {
      assertThat(sorted(parts(split))).as("parts do not overlap").isEqualTo(range(rows));
      assertThat((double) split.validation().length)
          .isCloseTo(0.2 * (rows - split.test().length), within(0.5 + 1e-9));
    }
    assertThat(spread(splits.stream().map(s -> s.test().length).toList())).isLessThanOrEqualTo(1);
    for (int c = 0; c < classes; c++) {
      int code = c;
      assertThat(spread(splits.stream().map(s -> count(data, s.test(), code)).toList()))
          .as("rows of class %d", c)
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void theSeedDecides() {
    Dataset data = plain(100, row -> row % 3 == 0 ? 1 : 0);
    assertThat(lists(Splits.folds(data, 5, 0.2, 1)))
        .isEqualTo(lists(Splits.folds(data, 5, 0.2, 1)));
    assertThat(lists(Splits.folds(data, 5, 0.2, 1)))
        .isNotEqualTo(lists(Splits.folds(data, 5, 0.2, 2)));
    assertThat(lists(List.of(Splits.holdout(data, 1))))
        .isEqualTo(lists(List.of(Splits.holdout(data, 1))))
        .isNotEqualTo(lists(List.of(Splits.holdout(data, 2))));
  }

  @Test
  void holdoutIsSeventyFifteenFifteen() {
    Dataset data = plain(1000, row -> row % 4 == 0 ? 1 : 0);
    Split split = Splits.holdout(data, 5);
    assertThat(parts(split)).extracting(rows -> rows.length).containsExactly(700, 150, 150);
    assertThat(sorted(parts(split))).isEqualTo(range(1000));
    assertThat(count(data, split.test(), 1)).isBetween(37, 39);
    assertThat(count(data, split.validation(), 1)).isBetween(37, 39);
  }

  @Test
  void validationLeavesTheLastRowOfAClassInTraining() {
    Dataset data = plain(60, row -> row < 2 ? 2 : row % 2);
    for (Split split : Splits.folds(data, 2, 0.9, 1)) {
      assertThat(count(data, split.train(), 2)).isEqualTo(1);
    }
    Dataset four = plain(40, row -> row < 4 ? 1 : 0);
    for (Split split : Splits.folds(four, 2, 0.9, 1)) {
      assertThat(count(four, split.train(), 1)).isEqualTo(1);
      assertThat(count(four, split.validation(), 1)).isEqualTo(1);
    }
  }

  @Test
  void withoutAValidationShareThereIsNoValidationPart() {
    Split split = Splits.folds(plain(20, row -> row % 2), 4, 0, 1).get(0);
    assertThat(split.validation()).isEmpty();
    assertThat(split.train()).hasSize(15);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void groupsStayTogether(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = 400;
    int[] groups = IntStream.range(0, rows).map(row -> random.nextInt(60)).toArray();
    StringBuilder table = new StringBuilder("x,g,y\n");
    for (int row = 0; row < rows; row++) {
      table.append(row).append(",g").append(groups[row]).append(',');
      table.append(random.nextInt(4) == 0 ? "yes" : "no").append('\n');
    }
    Dataset data = Tables.open(directory, table.toString(), "label: y, group: g");
    List<Split> splits = new ArrayList<>(Splits.folds(data, 5, 0.2, seed));
    assertThat(sorted(splits.stream().map(Split::test).toList())).isEqualTo(range(rows));
    int positives = count(data, IntStream.range(0, rows).toArray(), 1);
    for (Split split : splits) {
      assertThat(count(data, split.test(), 1)).isCloseTo(positives / 5, within(8));
      assertThat(split.test().length).isCloseTo(rows / 5, within(16));
    }
    splits.add(Splits.holdout(data, seed));
    for (Split split : splits) {
      assertThat(sorted(parts(split))).isEqualTo(range(rows));
      assertThat(split.validation()).isNotEmpty();
      Set<Integer> seen = new HashSet<>();
      for (int[] part : parts(split)) {
        Set<Integer> here = new HashSet<>();
        Arrays.stream(part).forEach(row -> here.add(groups[row]));
        assertThat(seen).doesNotContainAnyElementsOf(here);
        seen.addAll(here);
      }
    }
  }

  @Test
  void everyFoldGetsAGroup() {
    Dataset data =
        Tables.open(
            directory,
            "x,g,y\n1,a,0\n2,a,1\n3,a,0\n4,a,1\n5,b,0\n6,b,1\n7,c,0\n8,c,1\n",
            "label: y, group: g");
    assertThat(Splits.folds(data, 3, 0.2, 1)).allSatisfy(s -> assertThat(s.test()).isNotEmpty());
    assertThat(parts(Splits.holdout(data, 1))).allSatisfy(part -> assertThat(part).isNotEmpty());
    assertThatThrownBy(() -> Splits.folds(data, 4, 0.2, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("3 group(s) are left to fill 4 parts", "fewer --folds");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void timeRunsForward(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = 300;
    int[] days = IntStream.range(0, rows).map(row -> random.nextInt(28)).toArray();
    StringBuilder table = new StringBuilder("x,t,y\n");
    for (int row = 0; row < rows; row++) {
      table.append("%d,2024-02-%02d,%d%n".formatted(row, 1 + days[row], random.nextInt(2)));
    }
    Dataset data = Tables.open(directory, table.toString(), "label: y, time: t");
    List<Split> splits = new ArrayList<>(Splits.folds(data, 4, 0.2, seed));
    Set<Integer> tested = new HashSet<>();
    for (Split split : splits) {
      Arrays.stream(split.test()).forEach(row -> assertThat(tested.add(row)).isTrue());
      assertThat(split.test().length).isCloseTo(rows / 5, within(20));
    }
    for (int i = 1; i < splits.size(); i++) {
      Split before = splits.get(i - 1);
      assertThat(sorted(List.of(splits.get(i).train(), splits.get(i).validation())))
          .as("the window expands")
          .isEqualTo(sorted(parts(before)));
    }
    splits.add(Splits.holdout(data, seed));
    for (Split split : splits) {
      assertThat(last(days, split.train())).isLessThan(first(days, split.validation()));
      assertThat(last(days, split.validation())).isLessThan(first(days, split.test()));
    }
    assertThat(sorted(parts(splits.get(4)))).isEqualTo(range(rows));
  }

  @Test
  void ordersDatesTimesAndZones() {
    Dataset data =
        Tables.open(
            directory,
            """
            x,t,y
            1,2024-01-02T00:30+02:00,0
            2,2024-01-02,0
            3,2024-01-01 22:00:00.5,1
            4,2024-01-02T23:00,1
            """,
            "label: y, time: t");
    assertThat(data.times()).containsExactly(1, 2, 0, 3);
    Dataset numbers =
        Tables.open(directory, "x,t,y\n1,10,0\n2,9,1\n3,9.0,1\n", "label: y, time: t");
    assertThat(numbers.times()).containsExactly(1, 0, 0);
  }

  @Test
  void refusesMoreStretchesThanTimes() {
    Dataset data =
        Tables.open(directory, "x,t,y\n1,1,0\n2,1,1\n3,2,0\n4,3,1\n5,3,1\n", "label: y, time: t");
    assertThatThrownBy(() -> Splits.folds(data, 3, 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("3 different time(s)", "4 stretches", "fewer --folds");
    assertThat(Splits.folds(data, 2, 0, 1)).extracting(s -> s.test().length).containsExactly(1, 2);
  }

  @Test
  void refusesATrainingPartWithoutAClass() {
    Dataset late =
        Tables.open(directory, "x,t,y\n1,1,0\n2,2,0\n3,3,0\n4,4,1\n", "label: y, time: t");
    assertThatThrownBy(() -> Splits.folds(late, 3, 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("no row of class '1'", "fewer folds");
    Dataset grouped =
        Tables.open(directory, "x,g,y\n1,1,0\n2,2,0\n3,3,1\n4,3,1\n", "label: y, group: g");
    assertThatThrownBy(() -> Splits.folds(grouped, 2, 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("no row of class '1' (2 rows in all)");
  }

  @Test
  void refusesAValidationPartOfOneClass() {
    Dataset late =
        Tables.open(
            directory, "x,t,y\n1,1,0\n2,2,1\n3,3,0\n4,4,0\n5,5,0\n6,6,1\n", "label: y, time: t");
    assertThatThrownBy(() -> Splits.folds(late, 2, 0.25, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(
            "validation part has no row of class '",
            "rows in all); use fewer folds",
            "time column");
    Dataset rare = plain(40, row -> row < 2 ? 1 : 0);
    assertThatThrownBy(() -> Splits.folds(rare, 2, 0.2, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("validation part has no row of class 'c1' (2 rows in all); add rows");
    Dataset given = withSplit("train", "train", "val", "train", "val", "test", "train", "test");
    assertThatThrownBy(() -> Splits.given(given, 0.2, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("validation part has no row of class '1' (4 rows in all); add rows");
  }

  @Test
  void aTestPartMayHaveOneClass() {
    Dataset data =
        Tables.open(
            directory, "x,t,y\n1,1,0\n2,2,1\n3,3,0\n4,4,1\n5,5,0\n6,6,0\n", "label: y, time: t");
    assertThat(Splits.folds(data, 2, 0, 1).get(1).test()).containsExactly(4, 5);
  }

  @Test
  void refusesTooManyOrTooFewFolds() {
    Dataset data = plain(40, row -> row < 4 ? 1 : 0);
    assertThatThrownBy(() -> Splits.folds(data, 10, 0.2, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("folds = 10, but class 'c1' has only 4 rows: use --folds 4 or fewer");
    assertThatThrownBy(() -> Splits.folds(data, 1, 0.2, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("folds = 1", "--folds 2");
    Dataset single = plain(40, row -> row < 1 ? 1 : 0);
    assertThatThrownBy(() -> Splits.folds(single, 2, 0.2, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("only 1 row: add rows");
  }

  @Test
  void refusesTooFewRowsForThreeParts() {
    assertThatThrownBy(() -> Splits.holdout(plain(2, row -> row), 1))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("2 rows are too few", "add rows");
  }

  @Test
  void aGivenSplitIsUsedAsIs() {
    Dataset data =
        withSplit("train", "test", "val", "train", "TEST", "train", "train", "validation");
    assertThat(data.hasTestSplit()).isTrue();
    Split split = Splits.given(data, 0.5, 1);
    assertThat(split.train()).containsExactly(0, 3, 5, 6);
    assertThat(split.validation()).containsExactly(2, 7);
    assertThat(split.test()).containsExactly(1, 4);
    assertThat(Splits.holdout(data, 1).test()).containsExactly(1, 4);
  }

  @Test
  void validationIsCutFromAGivenTrainingPart() {
    Dataset data = withSplit("train", "train", "train", "train", "test", "test", "train", "train");
    Split split = Splits.given(data, 0.34, 7);
    assertThat(split.test()).containsExactly(4, 5);
    assertThat(split.validation()).hasSize(2);
    assertThat(sorted(parts(split))).isEqualTo(range(8));
  }

  @Test
  void aGivenSplitKeepsGroupsTogether() {
    String table = "x,g,part,y\n1,a,train,0\n2,b,train,1\n3,%s,test,0\n4,c,test,1\n";
    assertThat(described(table.formatted("c"), "group: g").hasTestSplit()).isTrue();
    assertThatThrownBy(() -> described(table.formatted("b"), "group: g"))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(
            "a.csv:4: ", "group 'b' (column 'g') for test here and for train at ", "a.csv:3; move");
  }

  @Test
  void aGivenSplitFollowsTime() {
    String table = "x,t,part,y\n1,%s,test,0\n2,5,train,1\n3,3,train,0\n4,%s,validation,1\n";
    assertThat(described(table.formatted("6", "5"), "time: t").timeOrdered()).isTrue();
    assertThatThrownBy(() -> described(table.formatted("5", "6"), "time: t"))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(
            "a.csv:2: ", "for test from '5' (column 't')", "validation from '6' at ", "correct");
    assertThatThrownBy(() -> described(table.formatted("6", "4"), "time: t"))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("a.csv:5: ", "for validation from '4'", "train from '5' at ");
    assertThat(described(table.formatted("4", "5"), "").timeOrdered()).isFalse();
  }

  @Test
  void hasNoGivenSplitUnlessTheDataGiveOne() {
    Dataset data = plain(10, row -> row % 2);
    assertThat(data.hasTestSplit()).isFalse();
    assertThatThrownBy(() -> Splits.given(data, 0.2, 1)).isInstanceOf(IllegalStateException.class);
  }

  private Dataset withSplit(String... parts) {
    StringBuilder table = new StringBuilder("x,part,y\n");
    for (int row = 0; row < parts.length; row++) {
      table.append(row).append(',').append(parts[row]).append(',').append(row % 2).append('\n');
    }
    return described(table.toString(), "");
  }

  private Dataset described(String table, String config) {
    Tables.write(directory.resolve("a.csv"), table);
    Tables.write(directory.resolve("dataset.yaml"), "files: a.csv\nlabel: y\nsplit-column: part\n");
    return Datasets.open(directory, Tables.config(config));
  }

  private Dataset plain(int rows, IntUnaryOperator classOf) {
    StringBuilder table = new StringBuilder("x,y\n");
    for (int row = 0; row < rows; row++) {
      table.append(row).append(",c").append(classOf.applyAsInt(row)).append('\n');
    }
    return Tables.open(directory, table.toString(), "label: y");
  }

  private static List<int[]> parts(Split split) {
    return List.of(split.train(), split.validation(), split.test());
  }

  private static List<List<Integer>> lists(List<Split> splits) {
    return splits.stream()
        .flatMap(s -> parts(s).stream())
        .map(part -> Arrays.stream(part).boxed().toList())
        .toList();
  }

  private static int[] sorted(List<int[]> parts) {
    return parts.stream().flatMapToInt(Arrays::stream).sorted().toArray();
  }

  private static int[] range(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  private static int count(Dataset data, int[] rows, int code) {
    int[] labels = data.labels();
    return (int) Arrays.stream(rows).filter(row -> labels[row] == code).count();
  }

  private static int spread(List<Integer> counts) {
    return Collections.max(counts) - Collections.min(counts);
  }

  private static int first(int[] days, int[] rows) {
    return Arrays.stream(rows).map(row -> days[row]).min().orElseThrow();
  }

  private static int last(int[] days, int[] rows) {
    return Arrays.stream(rows).map(row -> days[row]).max().orElseThrow();
  }
}
