package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import io.twinhead.config.Scaling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnFeaturesTest {
  @TempDir Path directory;

  @Test
  void encodesEachRowAsItsCopyHasIt() {
    String table = "a,b,c,d,y\n1,u,,p,0\n2.5,,7,q,1\n,v,9,p,0\n4,u,3,,1\n1e3,w,-1,q,1\n";
    Dataset data = Tables.open(directory, table, "label: y");
    for (Scaling scaling : Scaling.values()) {
      TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1, 2}, scaling);
      int[] rows = {4, 0, 3, 3, 1};
      ColumnFeatures columns = features(data, fitted, rows);
      Features copy = columns.copy();
      assertThat(columns.shape()).isEqualTo(copy.shape());
      assertThat(columns.size()).isEqualTo(copy.size()).isEqualTo(rows.length);
      for (int i = 0; i < rows.length; i++) {
        assertThat(example(columns, i)).isEqualTo(example(copy, i));
        assertThat(example(columns, i)).isEqualTo(example(fitted.apply(data, rows).features(), i));
      }
    }
  }

  @Test
  void findsBeforehandWhatCannotBeEncoded() {
    Dataset data = Tables.open(directory, "a,y\n1,0\n1.5,1\n2,0\n1e300,1\n", "label: y");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1, 2}, Scaling.STANDARD);
    features(data, fitted, new int[] {0, 2}).check();
    assertThatThrownBy(() -> features(data, fitted, new int[] {0, 3}).check())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data row 4, column 'a'");
  }

  private static ColumnFeatures features(Dataset data, TablePreprocessing fitted, int[] rows) {
    List<Column> columns = ((ColumnInputs) data.inputs()).columns();
    List<double[]> numbers =
        columns.stream()
            .filter(NumericColumn.class::isInstance)
            .map(column -> ((NumericColumn) column).values())
            .toList();
    List<CategoricalColumn> words =
        columns.stream()
            .filter(CategoricalColumn.class::isInstance)
            .map(CategoricalColumn.class::cast)
            .toList();
    List<int[]> places = new ArrayList<>();
    for (int c = 0; c < words.size(); c++) {
      places.add(fitted.categorical().get(c).places(words.get(c)));
    }
    return new ColumnFeatures(
        fitted,
        fitted.width(),
        rows,
        numbers,
        words.stream().map(CategoricalColumn::codes).toList(),
        places);
  }

  private static float[] example(Features features, int i) {
    float[] target = new float[features.shape()[0] + 3];
    Arrays.fill(target, 5); // what was there does not shine through
    features.copyTo(i, target, 2);
    return target;
  }
}
