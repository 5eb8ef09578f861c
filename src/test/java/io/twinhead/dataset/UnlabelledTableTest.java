package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import io.twinhead.config.OnError;
import io.twinhead.config.Scaling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlabelledTableTest {
  private static final int ROWS = 20_000;

  @TempDir Path directory;

  @Test
  void handsLongTablesOnInPartsThatAreEncodedAsInTraining() {
    StringBuilder text = new StringBuilder("w,a,y,b\n");
    for (int i = 0; i < ROWS; i++) {
      String word = i % 7 == 0 ? "" : "c" + i % (i < 50 ? 3 : 5);
      text.append("%s,%s,%d,%.3f%n".formatted(word, i % 11 == 0 ? "NA" : i, i % 2, i / 7.0));
    }
    Dataset data = Tables.open(directory, text.toString(), "label: y");
    int[] known = IntStream.range(0, 50).toArray();
    TablePreprocessing fitted = TablePreprocessing.fit(data, known, Scaling.STANDARD);
    Features expected = fitted.apply(data, IntStream.range(0, ROWS).toArray()).features();
    List<String> ids = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();

    Unlabelled.read(
        directory.resolve("table.csv"),
        fitted,
        OnError.FAIL,
        part -> {
          for (int i = 0; i < part.features().size(); i++) {
            assertThat(example(part.features(), i)).isEqualTo(example(expected, ids.size() + i));
          }
          sizes.add(part.features().size());
          ids.addAll(part.ids());
        });

    assertThat(ids).isEqualTo(IntStream.rangeClosed(1, ROWS).mapToObj(String::valueOf).toList());
    assertThat(sizes).containsExactly(8192, 8192, ROWS - 2 * 8192);
  }

  private static float[] example(Features features, int i) {
    float[] target = new float[features.shape()[0]];
    features.copyTo(i, target, 0);
    return target;
  }

  @Test
  void skipsRowsWithTooFewCellsAndGoesOn() {
    Dataset data = Tables.open(directory, "a,b,y\n1,2,0\n2,3,1\n", "label: y");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1}, Scaling.STANDARD);
    Path table = Tables.write(directory.resolve("new.csv"), "a,b\n1,2\n3\n4,x\n5,6\n");
    List<Unlabelled> parts = new ArrayList<>();

    Unlabelled.read(table, fitted, OnError.SKIP, parts::add);

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).ids()).containsExactly("1", "4");
    assertThat(parts.get(0).skipped()).hasSize(2);
    assertThat(parts.get(0).skipped().get(0)).contains("new.csv:3", "1 cell");
    assertThat(parts.get(0).skipped().get(1)).contains("new.csv:4", "'x' is not a finite number");
    assertThatThrownBy(() -> Unlabelled.read(table, fitted, OnError.FAIL, parts::add))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("new.csv:3");
  }

  @Test
  void aTableWithoutRowsIsOneEmptyPart() {
    Dataset data = Tables.open(directory, "a,y\n1,0\n2,1\n", "label: y");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1}, Scaling.STANDARD);
    List<Integer> sizes = new ArrayList<>();

    Unlabelled.read(
        Tables.write(directory.resolve("new.csv"), "a\n"),
        fitted,
        OnError.FAIL,
        part -> sizes.add(part.features().size()));

    assertThat(sizes).containsExactly(0);
  }

  @Test
  void aFailureOfTheTakerIsNotTheTables() {
    Dataset data = Tables.open(directory, "a,y\n1,0\n2,1\n", "label: y");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1}, Scaling.STANDARD);
    assertThatThrownBy(
            () ->
                Unlabelled.read(
                    directory.resolve("table.csv"),
                    fitted,
                    OnError.FAIL,
                    part -> {
                      throw new IllegalStateException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
  }
}
