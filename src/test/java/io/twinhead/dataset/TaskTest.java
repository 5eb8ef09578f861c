package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import io.twinhead.config.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the labels are: found from the data, unless the user says so. */
class TaskTest {
  private static final String TWO = "a,y\n1,p\n2,q\n3,p\n";
  private static final String THREE = "a,y\n1,p\n2,q\n3,r\n";
  private static final String ONE_HOT = "a,p,q\n1,1,0\n2,0,1\n3,1,0\n";
  private static final String OVERLAP = "a,p,q,r\n1,1,0,0\n2,1,1,0\n3,0,0,1\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "TWO, label: y, BINARY",
    "THREE, label: y, MULTICLASS",
    "'ONE_HOT', 'labels: [p, q]', BINARY",
    "'ONE_HOT', 'labels: [p, q], task: multilabel', MULTILABEL",
    "'OVERLAP', 'labels: [p, q]', MULTILABEL",
    "'OVERLAP', 'labels: [p, q, r]', MULTILABEL"
  })
  void isFoundFromTheDataOrForced(String data, String settings, Task task) {
    assertThat(open(data, settings).task()).isEqualTo(task);
  }

  @ParameterizedTest
  @CsvSource({
    "TWO, 'label: y, task: multiclass', two classes (p, q)",
    "THREE, 'label: y, task: binary', 'the label has 3 classes (p, q, r)'",
    "THREE, 'label: y, task: multilabel', name them with --labels",
    "OVERLAP, 'labels: [p, q, r], task: multiclass', as row 2 has 2 of them",
    "OVERLAP, 'labels: [p, q], task: binary', as row 2 has 2 of them"
  })
  void refusesATaskThatTheDataAreNot(String data, String settings, String words) {
    assertThatThrownBy(() -> open(data, settings))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("task ")
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1"})
  void refusesALabelThatIsTheSameInEveryRow(String value, String shown) {
    String csv = "a,p,q\n1,1,%1$s\n2,0,%1$s\n3,1,%1$s\n".formatted(value);
    assertThatThrownBy(() -> read(csv, "labels: [p, q], task: multilabel"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'q' is " + shown + " in every row");
  }

  @Test
  void sharesOutTheRowsOfARareLabel() {
    StringBuilder csv = new StringBuilder("a,common,rare\n");
    for (int i = 0; i < 200; i++) {
      csv.append(i).append(',').append(i % 2).append(',').append(i % 40 < 1 ? 1 : 0).append('\n');
    }
    Dataset data = read(csv.toString(), "labels: [common, rare]");
    byte[][] labels = data.indicators();
    for (long seed = 1; seed <= 20; seed++) {
      for (Split split : Splits.folds(data, 5, 0.15, seed)) {
        assertThat(Arrays.stream(split.test()).filter(row -> labels[row][1] == 1)).hasSize(1);
        assertThat(Arrays.stream(split.train()).filter(row -> labels[row][1] == 1)).isNotEmpty();
      }
    }
  }

  @Test
  void refusesALabelThatTrainingNeverSees() {
    StringBuilder csv = new StringBuilder("t,a,p,q\n");
    for (int i = 0; i < 40; i++) {
      csv.append(i)
          .append(',')
          .append(i)
          .append(',')
          .append(i % 2)
          .append(i < 39 ? ",0\n" : ",1\n");
    }
    Dataset data = read(csv.toString(), "labels: [p, q], time: t");
    assertThatThrownBy(() -> Splits.holdout(data, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the label 'q' is 0 in all")
        .hasMessageContaining("of a training part");
  }

  private Dataset open(String data, String settings) {
    return read(
        switch (data) {
          case "TWO" -> TWO;
          case "THREE" -> THREE;
          case "ONE_HOT" -> ONE_HOT;
          default -> OVERLAP;
        },
        settings);
  }

  private Dataset read(String csv, String settings) {
    try {
      Path file = Files.writeString(folder.resolve("data.csv"), csv);
      return Datasets.open(file, Yaml.parse("test", "{" + settings + "}", DataConfig.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
