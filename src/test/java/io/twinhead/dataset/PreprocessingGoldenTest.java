package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinhead.config.Scaling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds preprocessing against scikit-learn 1.2.1, see {@code golden.py}. */
class PreprocessingGoldenTest {
  private static final double TOLERANCE = 1e-6;

  @TempDir static Path directory;
  private static JsonNode golden;
  private static Dataset data;
  private static int[] train;

  @BeforeAll
  static void readGoldenFile() throws IOException {
    try (InputStream in = PreprocessingGoldenTest.class.getResourceAsStream("golden.json")) {
      golden = JsonMapper.builder().build().readTree(Objects.requireNonNull(in));
    }
    int rows = golden.at("/words/colour").size();
    StringBuilder table = new StringBuilder("small,shifted,skewed,counts,constant,colour,rare,y\n");
    for (int row = 0; row < rows; row++) {
      for (JsonNode column : golden.get("numeric")) {
        table.append(column.get(row).asText("").replace("null", "")).append(',');
      }
      for (JsonNode column : golden.get("words")) {
        table.append(column.get(row).asText()).append(',');
      }
      table.append(row % 2).append('\n');
    }
    data = Tables.open(directory, table.toString(), "label: y");
    train = IntStream.range(0, golden.get("train").asInt()).toArray();
  }

  @ParameterizedTest
  @CsvSource({"NONE, none", "STANDARD, standard", "MINMAX, minmax"})
  void scalesAsScikitLearn(Scaling scaling, String name) {
    assertMatches(scaling, golden.get(name), 0);
  }

  @Test
  void encodesCategoriesAsScikitLearn() {
    assertMatches(Scaling.STANDARD, golden.get("onehot"), golden.get("numeric").size());
  }

  private static void assertMatches(Scaling scaling, JsonNode expected, int firstInput) {
    TablePreprocessing fitted = TablePreprocessing.fit(data, train, scaling);
    Features features = fitted.apply(data, IntStream.range(0, data.rows()).toArray()).features();
    assertThat(expected).hasSize(data.rows());
    float[] inputs = new float[fitted.width()];
    for (int row = 0; row < data.rows(); row++) {
      features.copyTo(row, inputs, 0);
      for (int i = 0; i < expected.get(row).size(); i++) {
        double value = expected.get(row).get(i).asDouble();
        assertThat((double) inputs[firstInput + i])
            .as("row %d, input %d", row, firstInput + i)
            .isCloseTo(value, within(TOLERANCE * Math.max(1, Math.abs(value))));
      }
    }
  }
}
