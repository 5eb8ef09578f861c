package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.DataConfig;
import io.twinhead.config.Scaling;
import io.twinhead.config.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundledDatasetsTest {
  private static final Path DIRECTORY = Path.of("datasets");
  private static final long TWO_MEBIBYTES = 2 << 20;

  @ParameterizedTest
  @CsvSource({
    "breast-cancer, BINARY, 569, 30, 2, 30, 212",
    "churn, BINARY, 5000, 19, 2, 73, 707",
    "lending-club, BINARY, 9857, 22, 2, 119, 517",
    "iris, MULTICLASS, 150, 4, 3, 4, 50",
    "wine, MULTICLASS, 178, 13, 3, 13, 71",
    "digits, MULTICLASS, 1797, 64, 10, 64, 182"
  })
  void loadsWithItsRowsFeaturesAndClasses(
      String name, Task task, int rows, int columns, int classes, int width, int secondClassRows) {
    Dataset data = Datasets.open(DIRECTORY.resolve(name), DataConfig.EMPTY);
    assertThat(data.name()).isEqualTo(name);
    assertThat(data.task()).isEqualTo(task);
    assertThat(data.rows()).isEqualTo(rows);
    assertThat(data.description()).isEqualTo(columns + " columns");
    assertThat(data.classes()).hasSize(classes);
    assertThat(Arrays.stream(data.labels()).filter(code -> code == 1)).hasSize(secondClassRows);
    TablePreprocessing fitted =
        TablePreprocessing.fit(data, IntStream.range(0, rows).toArray(), Scaling.STANDARD);
    assertThat(fitted.width()).isEqualTo(width);
    assertThat(fitted.featureNames()).hasSize(width).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "breast-cancer, malignant, benign",
    "churn, yes, no",
    "lending-club, bad, good",
  })
  void knowsThePositiveClass(String name, String positive, String negative) {
    Dataset data = Datasets.open(DIRECTORY.resolve(name), DataConfig.EMPTY);
    assertThat(data.positive()).isEqualTo(positive);
    assertThat(data.classes()).containsExactly(negative, positive);
  }

  @Test
  void yeastHasOverlappingLabels() {
    Dataset data = Datasets.open(DIRECTORY.resolve("yeast"), DataConfig.EMPTY);
    assertThat(data.task()).isEqualTo(Task.MULTILABEL);
    assertThat(data.rows()).isEqualTo(2417);
    assertThat(data.description()).isEqualTo("103 columns");
    assertThat(data.classes()).hasSize(14).startsWith("label1");
    assertThat(data.indicators()[0]).containsExactly(0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "clipart-animals-vs-food, 605, '150 x 150 pixels, colour', animals, food, 319, 7, false",
    "fashion-tshirt-vs-shirt, 3000, '28 x 28 pixels, grey', t-shirt, shirt, 1500, 0, true"
  })
  void loadsImages(
      String name,
      int rows,
      String description,
      String negative,
      String positive,
      int positives,
      int duplicates,
      boolean split) {
    Dataset data = Datasets.open(DIRECTORY.resolve(name), DataConfig.EMPTY);
    assertThat(data.unit()).isEqualTo(Unit.IMAGE);
    assertThat(data.rows()).isEqualTo(rows);
    assertThat(data.description()).isEqualTo(description);
    assertThat(data.classes()).containsExactly(negative, positive);
    assertThat(Arrays.stream(data.labels()).sum()).isEqualTo(positives);
    assertThat(data.duplicates()).isEqualTo(duplicates);
    assertThat(data.hasTestSplit()).isEqualTo(split);
  }

  @Test
  void listsWhatTheCommandShows() {
    assertThat(Datasets.bundled(DIRECTORY))
        .extracting(Descriptor::name)
        .containsExactly(
            "breast-cancer",
            "churn",
            "clipart-animals-vs-food",
            "digits",
            "fashion-tshirt-vs-shirt",
            "iris",
            "lending-club",
            "wine",
            "yeast");
    assertThat(Datasets.bundled(DIRECTORY))
        .allSatisfy(
            d -> {
              assertThat(d.rows()).isPositive();
              assertThat(d.task()).isNotNull();
              assertThat(d.description()).isNotBlank();
              assertThat(d.licence()).isNotBlank();
              assertThat(d.source()).isNotBlank();
              assertThat(d.sha256()).hasSize(64);
              assertThat(DIRECTORY.resolve(d.name()).resolve("LICENSE")).isNotEmptyFile();
            });
  }

  @Test
  void holdsNoLargeFile() throws IOException {
    try (Stream<Path> files = Files.walk(DIRECTORY)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(f -> assertThat(Files.size(f)).isLessThanOrEqualTo(TWO_MEBIBYTES));
    }
  }
}
