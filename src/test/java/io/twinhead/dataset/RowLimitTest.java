package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.TrainingConfig;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.RowLimit.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowLimitTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"label: y", "'label: y, group: g'", "'label: y, time: t'"})
  void takesTheFirstRowsOfEachPartWithItsShareOfEachClass(String config) {
    Dataset data = table("y,g,t,x", i -> "%d,%d,%d,%d".formatted(i % 4 / 3, i / 5, i, i), config);
    Split whole = Splits.holdout(data, 1);
    Split few = new RowLimit(Kind.FAST_DEV_RUN, 32).of(data, whole);
    assertThat(boxed(few.train())).hasSize(32).isSorted().isSubsetOf(boxed(whole.train()));
    assertThat(boxed(few.validation()))
        .hasSize(32)
        .isSorted()
        .isSubsetOf(boxed(whole.validation()));
    assertThat(boxed(few.test())).hasSize(32).isSorted().isSubsetOf(boxed(whole.test()));
    int positive = (int) Arrays.stream(few.train()).filter(row -> data.labels()[row] == 1).count();
    assertThat(positive).isBetween(7, 9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32})
  void hasAtLeastOneRowOfEachClass(int rows) {
    Dataset data = table("y,x", i -> "c%02d,%d".formatted(i / 10, i), "label: y");
    Split few = new RowLimit(Kind.FAST_DEV_RUN, rows).of(data, Splits.holdout(data, 1));
    for (int[] part : new int[][] {few.train(), few.validation(), few.test()}) {
      assertThat(Arrays.stream(part).map(row -> data.labels()[row]).distinct().count())
          .isEqualTo(40);
    }
  }

  @Test
  void hasRowsWithAndWithoutEachLabel() {
    SplittableRandom random = new SplittableRandom(3);
    Dataset data =
        table(
            "a,b,c,x",
            i ->
                "%d,%d,%d,%d"
                    .formatted(random.nextInt(2), random.nextInt(20) / 19, i % 9 == 0 ? 0 : 1, i),
            "labels: [a, b, c]");
    int[] train = new RowLimit(Kind.OVERFIT_BATCHES, 2).of(data, Splits.holdout(data, 1)).train();
    for (int k = 0; k < 3; k++) {
      int label = k;
      assertThat(Arrays.stream(train).map(row -> data.indicators()[row][label]).distinct().count())
          .isEqualTo(2);
    }
  }

  @Test
  void takesRowsThatWeighNothingLast() {
    Dataset data =
        table("y,w,x", i -> "%d,%d,%d".formatted(i % 2, i < 300 ? 0 : 1, i), "label: y, weight: w");
    int[] train = new RowLimit(Kind.OVERFIT_BATCHES, 20).of(data, Splits.holdout(data, 1)).train();
    assertThat(train).hasSize(20);
    assertThat(train[0]).isGreaterThanOrEqualTo(300);
  }

  @Test
  void overfitsToTheRowsThatItValidatesOnAndTestsOnAll() {
    Dataset data = table("y,x", i -> i % 2 + "," + i, "label: y");
    Split whole = Splits.holdout(data, 1);
    Split few = new RowLimit(Kind.OVERFIT_BATCHES, 64).of(data, whole);
    assertThat(few.train()).hasSize(64);
    assertThat(few.validation()).isEqualTo(few.train());
    assertThat(few.test()).isEqualTo(whole.test());
  }

  @Test
  void isPartOfWhatASplitIsMadeFromAgain() {
    Dataset data = table("y,x", i -> i % 2 + "," + i, "label: y");
    Split whole = Splits.holdout(data, 4);
    Split few = new RowLimit(Kind.FAST_DEV_RUN, 16).of(data, whole);
    SplitOrigin origin = Objects.requireNonNull(few.origin());
    assertThat(origin.split(data).sha256()).isEqualTo(few.sha256()).isNotEqualTo(whole.sha256());
    assertThat(origin.whole().split(data).sha256()).isEqualTo(whole.sha256());
  }

  @Test
  void takesAllIfThereAreNoMore() {
    Dataset data = table("y,x", i -> i % 2 + "," + i, "label: y");
    Split whole = Splits.holdout(data, 1);
    Split few = new RowLimit(Kind.FAST_DEV_RUN, 1000).of(data, whole);
    assertThat(few.sha256()).isEqualTo(whole.sha256());
  }

  @Test
  void countsBatches() {
    TrainingConfig settings = TrainingConfig.defaults(1, 1, 1);
    assertThat(RowLimit.of(settings)).isNull();
    assertThat(RowLimit.of(said("fast-dev-run: true").orElse(settings)))
        .isEqualTo(new RowLimit(Kind.FAST_DEV_RUN, 32));
    assertThat(RowLimit.of(said("overfit-batches: 3").orElse(settings)))
        .isEqualTo(new RowLimit(Kind.OVERFIT_BATCHES, 96));
    assertThatThrownBy(() -> new RowLimit(Kind.FAST_DEV_RUN, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TrainingConfig said(String yaml) {
    return Yaml.parse("test", "{" + yaml + "}", TrainingConfig.class);
  }

  private Dataset table(String header, IntFunction<String> row, String config) {
    String rows = IntStream.range(0, 400).mapToObj(row).collect(Collectors.joining("\n"));
    return Tables.open(directory, header + "\n" + rows + "\n", config);
  }

  private static List<Integer> boxed(int[] rows) {
    return Arrays.stream(rows).boxed().toList();
  }
}
