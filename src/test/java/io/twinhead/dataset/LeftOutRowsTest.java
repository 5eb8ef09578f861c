package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeftOutRowsTest {
  private static final String HEADER = "a,b,w,y\n";
  private static final List<String> UNUSABLE =
      List.of(
          "1,2",
          "1,2,3,4,5",
          "inf,2,3,new",
          "1e999,2,3,new",
          "x,2,3,new",
          "1,oops,3,yes",
          "1,2,3,",
          "1,2,,new",
          "1,2,-1,new",
          "1,2,much,new");

  @TempDir Path directory;

  @Test
  void theRestIsReadAsIfTheUnusableRowsWereNotThere() {
    SplittableRandom random = new SplittableRandom(3);
    for (int table = 0; table < 60; table++) {
      StringBuilder clean = new StringBuilder(HEADER);
      StringBuilder broken = new StringBuilder(HEADER);
      List<Integer> lines = new ArrayList<>();
      int line = 2;
      for (int row = 0; row < 400; row++) {
        String usable =
            random.nextInt(50)
                + ","
                + random.nextInt() / 8.0
                + ","
                + random.nextInt(1, 4)
                + ","
                + (random.nextBoolean() ? "yes" : "no")
                + "\n";
        if (random.nextInt(40) == 0) {
          broken.append(UNUSABLE.get(random.nextInt(UNUSABLE.size()))).append('\n');
          lines.add(line++);
        }
        clean.append(usable);
        broken.append(usable);
        line++;
      }
      Dataset expected = Tables.open(directory, clean.toString(), "label: y, weight: w");
      Dataset actual =
          Tables.open(directory, broken.toString(), "label: y, weight: w, on-error: skip");

      assertSame(actual, expected);
      assertThat(places(actual.notes()))
          .isEqualTo(lines.stream().limit(20).map(n -> "table.csv:" + n).toList());
    }
  }

  private static void assertSame(Dataset actual, Dataset expected) {
    assertThat(columns(actual)).usingRecursiveComparison().isEqualTo(columns(expected));
    assertThat(actual.labels()).isEqualTo(expected.labels());
    assertThat(actual.classes()).isEqualTo(expected.classes());
    assertThat(actual.weights()).isEqualTo(expected.weights());
    assertThat(actual.duplicates()).isEqualTo(expected.duplicates());
    assertThat(actual.notes().stream().filter(note -> !note.startsWith("Left out")))
        .isEqualTo(expected.notes());
  }

  private static List<Column> columns(Dataset data) {
    return ((ColumnInputs) data.inputs()).columns();
  }

  /** File and line of each row that is named. */
  private static List<String> places(List<String> notes) {
    return notes.stream()
        .filter(note -> note.startsWith("Left out: "))
        .map(note -> note.replaceAll(".*(table.csv:\\d+).*", "$1"))
        .toList();
  }

  @Test
  void listsTheRowsAndCountsTheReasons() {
    String table = HEADER + "1,2,1,yes\n".repeat(30) + "3,4\ninf,2,1,no\n1,2,1,\n5,6,1,no\n7,1\n";
    assertThat(Tables.open(directory, table, "label: y, on-error: skip").notes())
        .contains(
            "Left out, as they cannot be used: 4 rows.",
            "Left out: " + directory + "/table.csv:32: 2 cells, but the header has 4.",
            "Left out: " + directory + "/table.csv:33, column 'a': 'inf' is infinite or too large.",
            "Left out: " + directory + "/table.csv:34, column 'y': no label.",
            "Left out by reason: not as many cells as the header has (2 rows); column 'a':"
                + " infinite or too large (1 row); column 'y': no label (1 row).");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-05-31, 2024-06-01T08:00:00Z, yesterday",
    "2024-05-31, 2024-06-01, 7",
    "7, 8, 2024-05-31"
  })
  void leavesOutWhatIsNoTimeLikeTheOthers(String one, String other, String stray) {
    String table = "a,t,y\n1,%s,yes\n2,%s,no\n3,%s,no\n".formatted(one, other, stray);
    Dataset data = Tables.open(directory, table, "label: y, time: t, on-error: skip");
    assertThat(data.rows()).isEqualTo(2);
    assertThat(data.notes())
        .contains("Left out: " + directory + "/table.csv:4, column 't': not a time.");
  }

  @Test
  void aCleanTableIsReadAsEver() {
    String table = HEADER + "1,2,1,yes\n3,4,1,no\n";
    assertThat(Tables.open(directory, table, "label: y, on-error: skip").notes())
        .isEqualTo(Tables.open(directory, table, "label: y").notes());
  }

  @Test
  void refusesATableOfWhichNothingIsLeft() {
    assertThatThrownBy(
            () -> Tables.open(directory, HEADER + "1\ninf,1,1,yes\n", "label: y, on-error: skip"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("table.csv: none of the 2 rows can be used: not as many cells");
  }
}
