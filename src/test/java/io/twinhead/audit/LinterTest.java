package io.twinhead.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.DataConfig;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinterTest {
  private static final Path DATASETS = Path.of("datasets");

  @ParameterizedTest
  @CsvSource({
    "breast-cancer, ''",
    "churn, ''",
    "clipart-animals-vs-food, ''",
    "digits, TH111",
    "fashion-tshirt-vs-shirt, ''",
    "iris, TH107",
    "lending-club, TH110",
    "wine, ''",
    "yeast, TH110"
  })
  void findsNothingWrongWithBundledData(String name, String notes) {
    LintReport report = Linter.data(DATASETS.resolve(name), DataConfig.EMPTY, null, null);
    assertThat(report.findings())
        .extracting(Finding::code)
        .isEqualTo(notes.isEmpty() ? List.of() : List.of(notes));
    assertThat(report.findings()).allMatch(finding -> finding.severity() == Severity.INFO);
    assertThat(report.subject()).contains(name);
  }

  @Test
  void warnsBeforeTrainingButKeepsNotesToItself() {
    Dataset iris = Datasets.open(DATASETS.resolve("iris"), DataConfig.EMPTY);
    assertThat(Linter.beforeTraining(iris, "sigmoid", 5))
        .extracting(Finding::code)
        .containsExactly("TH102");
    assertThat(Linter.beforeTraining(iris, "softmax", 5)).isEmpty();
  }

  /** The notes are shown as well, so that nobody is told of one column twice. */
  @Test
  void leavesTheIdentifiersThatNotesNameToThem(@TempDir Path folder) throws IOException {
    StringBuilder rows = new StringBuilder("name,customer_id,x,y\n");
    for (int i = 0; i < 40; i++) {
      rows.append("n%d,%d,%s,%d\n".formatted(i, 1000 + 7 * i, Math.sin(i), i % 2));
    }
    Path file = Files.writeString(folder.resolve("people.csv"), rows);
    Dataset data = Datasets.open(file, Yaml.parse("test", "{label: y}", DataConfig.class));
    assertThat(String.join(" ", data.notes()))
        .contains("Column 'name' has")
        .doesNotContain("'customer_id'");
    assertThat(Linter.beforeTraining(data, "sigmoid", 0))
        .singleElement()
        .satisfies(finding -> assertThat(finding.code()).isEqualTo("TH112"))
        .satisfies(finding -> assertThat(finding.where()).contains("'customer_id'"));
  }

  @Test
  void refusesSoftmaxOnOverlappingLabelsAndNamesTheFirstRow() {
    Dataset yeast = Datasets.open(DATASETS.resolve("yeast"), DataConfig.EMPTY);
    Finding finding = Linter.beforeTraining(yeast, "softmax", 0).get(0);
    assertThat(finding.code()).isEqualTo("TH101");
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.message()).contains("In row 1 'label");
  }

  @Test
  void listsErrorsFirst() {
    Finding note = Rule.CONSTANT_COLUMN.at("x", "a.", "b");
    Finding error = Rule.OVERLAPPING_LABELS.at("x", "a.", "b");
    Finding warning = Rule.LEAK.at("x", "a.", "b");
    assertThat(new LintReport("x", List.of(note, warning, error)).findings())
        .containsExactly(error, warning, note);
  }

  @Test
  void givesEachRuleACodeOfItsOwn() {
    assertThat(Arrays.stream(Rule.values()).map(Rule::code))
        .doesNotHaveDuplicates()
        .isSorted()
        .allMatch(code -> code.matches("TH[0-9]{3}"));
    assertThat(Arrays.stream(Rule.values()).map(Rule::why)).allMatch(why -> why.endsWith("."));
  }
}
