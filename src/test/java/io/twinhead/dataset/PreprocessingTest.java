package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinhead.config.InputException;
import io.twinhead.config.Scaling;
import io.twinhead.config.Yaml;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
  @TempDir Path directory;

  @Test
  void putsNumbersFirstAndThenOneInputForEachCategory() {
    Dataset data = open("word,a,flag,b,y\nv,1,no,2,0\nu,3,yes,4,1\n");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1}, Scaling.NONE);
    assertThat(fitted.featureNames())
        .containsExactly("a", "b", "word=u", "word=v", "flag=no", "flag=yes");
    assertThat(fitted.width()).isEqualTo(6);
    assertThat(inputs(fitted, data, 0)).containsExactly(1, 2, 0, 1, 1, 0);
    assertThat(inputs(fitted, data, 1)).containsExactly(3, 4, 1, 0, 0, 1);
  }

  @Test
  void handsOutTheRowsAskedForWithTheirLabelsAndWeights() {
    Dataset data = open("a,w,y\n1,0.5,no\n2,2,yes\n3,0,yes\n", "label: y, weight: w");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1, 2}, Scaling.NONE);
    Examples examples = fitted.apply(data, new int[] {2, 0});
    assertThat(examples.features().size()).isEqualTo(2);
    assertThat(examples.features().shape()).containsExactly(1);
    assertThat(((ClassTargets) examples.targets()).codes()).containsExactly(1, 0);
    assertThat(examples.weights()).containsExactly(0, 0.5f);
    float[] target = {9, 9, 9};
    examples.features().copyTo(1, target, 1);
    assertThat(target).containsExactly(9, 1, 9);
  }

  @Test
  void fillsHolesWithTheTrainingMedian() {
    Dataset data = open("a,y\n1,0\n,1\n5,0\n2,1\n100,0\n");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1, 2, 3}, Scaling.NONE);
    assertThat(inputs(fitted, data, 1)).containsExactly(2);
  }

  @Test
  void missingIsACategoryIfTrainingHadIt() {
    Dataset data = open("a,y\nu,0\n,1\nv,0\n,1\nw,1\n");
    TablePreprocessing seen = TablePreprocessing.fit(data, new int[] {0, 1, 2}, Scaling.NONE);
    assertThat(seen.featureNames()).containsExactly("a=u", "a=v", "a is missing");
    assertThat(inputs(seen, data, 3)).containsExactly(0, 0, 1);
    TablePreprocessing unseen = TablePreprocessing.fit(data, new int[] {0, 2}, Scaling.NONE);
    assertThat(inputs(unseen, data, 3)).containsExactly(0, 0);
    assertThat(inputs(unseen, data, 4)).as("unseen category").containsExactly(0, 0);
  }

  @ParameterizedTest
  @CsvSource({"STANDARD, 0", "MINMAX, 0", "LOGISTIC, 0.5"})
  void aColumnThatDoesNotVaryInTrainingIsConstant(Scaling scaling, float expected) {
    Dataset data = open("a,b,y\n0.1,,0\n0.1,,1\n0.1,,0\n7,8,1\n");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1, 2}, scaling);
    for (int row = 0; row < 4; row++) {
      assertThat(inputs(fitted, data, row)).containsExactly(expected, expected);
    }
    assertThat(fitted.notes())
        .containsExactly(
            "Column 'a' is the same in all training rows; it becomes 0 in every row.",
            "Column 'b' has no value in the training rows; missing values become 0.");
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void nothingButTrainingRowsMatters(Scaling scaling) {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder one = new StringBuilder("a,b,word,y\n");
    StringBuilder other = new StringBuilder(one);
    for (int row = 0; row < 40; row++) {
      one.append(line(random, row, 1));
      other.append(
          row < 25
              ? one.substring(one.lastIndexOf("\n", one.length() - 2) + 1)
              : line(random, row, 1000));
    }
    int[] train = IntStream.range(0, 25).toArray();
    assertThat(TablePreprocessing.fit(open(other.toString()), train, scaling))
        .isEqualTo(TablePreprocessing.fit(open(one.toString()), train, scaling));
  }

  private static String line(SplittableRandom random, int row, double spread) {
    String b = random.nextInt(5) == 0 ? "?" : String.valueOf(random.nextDouble() * spread);
    return random.nextDouble() * spread + "," + b + ",w" + random.nextInt(9) + "," + row % 2 + "\n";
  }

  @ParameterizedTest
  @EnumSource(value = Scaling.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void hugeValuesInTrainingStayFinite(Scaling scaling) {
    Dataset data = open("a,b,y\n1e308,1e30,0\n-0.5e308,0,1\n1.2e308,3,0\n0,-1e30,1\n");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1, 2, 3}, scaling);
    for (int row = 0; row < 4; row++) {
      for (float input : inputs(fitted, data, row)) {
        assertThat(Math.abs(input)).isLessThan(2);
      }
    }
  }

  @Test
  void tinyValuesAreScaledToo() {
    Dataset data = open("a,y\n1e-300,0\n3e-300,1\n");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1}, Scaling.STANDARD);
    assertThat(inputs(fitted, data, 0)).containsExactly(-1);
    assertThat(inputs(fitted, data, 1)).containsExactly(1);
  }

  @Test
  void refusesAValueThatNoFloatCanHold() {
    Dataset data = open("a,y\n1,0\n2,1\n1e308,0\n");
    TablePreprocessing standard = TablePreprocessing.fit(data, new int[] {0, 1}, Scaling.STANDARD);
    assertThatThrownBy(() -> standard.apply(data, new int[] {2}))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("data row 3, column 'a'", "1.0E308", "logistic");
    TablePreprocessing logistic = TablePreprocessing.fit(data, new int[] {0, 1}, Scaling.LOGISTIC);
    assertThat(inputs(logistic, data, 2)).containsExactly(1);
  }

  @Test
  void leavesValuesBeyondTheTrainingRangeOutsideZeroOne() {
    Dataset data = open("a,y\n1,0\n3,1\n5,0\n-1,1\n");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1}, Scaling.MINMAX);
    assertThat(inputs(fitted, data, 2)).containsExactly(2);
    assertThat(inputs(fitted, data, 3)).containsExactly(-1);
  }

  @Test
  void refusesATableWithOtherColumns() {
    Dataset data = open("a,b,y\n1,u,0\n2,v,1\n");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1}, Scaling.NONE);
    assertThatThrownBy(() -> fitted.apply(open("a,y\n1,0\n2,1\n"), new int[] {0}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no feature column 'b'");
    assertThatThrownBy(() -> fitted.apply(open("a,b,y\n1,5,0\n2,6,1\n"), new int[] {0}))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("'b' was categorical in training", "--categorical 'b'");
  }

  @Test
  void takesColumnsByNameWhateverTheirOrder() {
    TablePreprocessing fitted =
        TablePreprocessing.fit(open("a,b,y\n1,2,0\n3,4,1\n"), new int[] {0, 1}, Scaling.NONE);
    Dataset other = open("extra,b,y,a\n9,2,0,1\n9,4,1,3\n");
    assertThat(inputs(fitted, other, 1)).containsExactly(3, 4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsBackWhatItWrote(boolean json) throws JsonProcessingException {
    Dataset data = open("a,b,c,y\n1.1,u,,0\n0.3,,,1\n1e-7,v,,0\n");
    TablePreprocessing fitted = TablePreprocessing.fit(data, new int[] {0, 1, 2}, Scaling.STANDARD);
    JsonMapper mapper = JsonMapper.builder().build();
    Preprocessing read =
        json
            ? mapper.readValue(mapper.writeValueAsString(fitted), Preprocessing.class)
            : Yaml.parse("text", Yaml.write(fitted), Preprocessing.class);
    assertThat(read).isEqualTo(fitted);
    assertThat(inputs((TablePreprocessing) read, data, 1)).containsExactly(inputs(fitted, data, 1));
  }

  @Test
  void standardScalingHasMeanZeroAndVarianceOne() {
    StringBuilder text = new StringBuilder("a,y\n");
    SplittableRandom random = new SplittableRandom(11);
    for (int row = 0; row < 500; row++) {
      text.append(1e5 + 20 * random.nextDouble()).append(',').append(row % 2).append('\n');
    }
    Dataset data = open(text.toString());
    int[] rows = IntStream.range(0, 500).toArray();
    TablePreprocessing fitted = TablePreprocessing.fit(data, rows, Scaling.STANDARD);
    double sum = 0;
    double squares = 0;
    for (int row : rows) {
      float input = inputs(fitted, data, row)[0];
      sum += input;
      squares += input * input;
    }
    assertThat(sum / 500).isCloseTo(0, within(1e-6));
    assertThat(squares / 500).isCloseTo(1, within(1e-6));
  }

  private Dataset open(String table) {
    return open(table, "label: y");
  }

  private Dataset open(String table, String config) {
    return Tables.open(directory, table, config);
  }

  private static float[] inputs(TablePreprocessing fitted, Dataset data, int row) {
    float[] target = new float[fitted.width()];
    fitted.apply(data, new int[] {row}).features().copyTo(0, target, 0);
    return target;
  }
}
