package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.Scaling;
import io.twinhead.config.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,y\n1,u,no\n2.5,v,yes\n",
        "\uFEFFa,b,y\n1,u,no\n2.5,v,yes\n",
        "\uFEFF\"a\",b,y\n1,u,no\n2.5,v,yes",
        "a,b,y\r\n1,u,no\r\n2.5,v,yes\r\n",
        "a , b, y\n 1 , u , no\n2.50,\tv, yes\n",
        "a,b,y\n\n1,u,no\n\n+2.5,v,yes\n\n",
        "\"a\",\"b\",\"y\"\n\"1\",\"u\",\"no\"\n\"25e-1\",\"v\",\"yes\"\n",
        "a, \"b\", y\n1, \"u\", no\n2.5, \"v\" , yes\n"
      })
  void readsTheSameTableInManySpellings(String text) {
    Dataset data = open(text, "label: y");
    assertThat(data.rows()).isEqualTo(2);
    assertThat(data.description()).startsWith("2 column");
    assertThat(data.classes()).containsExactly("no", "yes");
    assertThat(data.labels()).containsExactly(0, 1);
    assertThat(inputs(data, 0)).containsExactly(1, 1, 0);
    assertThat(inputs(data, 1)).containsExactly(2.5f, 0, 1);
  }

  @Test
  void quotedCellsHoldDelimitersQuotesAndLineBreaks() {
    Dataset data = open("\"a,b\",y\n\"u,\"\"1\"\"\",0\n\"v\nw\",1\n", "label: y");
    assertThat(names(data)).containsExactly("a,b=u,\"1\"", "a,b=v\nw");
  }

  @Test
  void linesInErrorsCountLineBreaksInCells() {
    assertThatThrownBy(() -> open("a,y\n\"v\nw\",1\nu,\n", "label: y"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("table.csv:4, column 'y'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "n/a", "NaN", "nan", "null", "NULL", "?"})
  void knowsMissingTokens(String token) {
    Dataset data = open("a,b,y\n1,u,0\n" + token + "," + token + ",1\n3,u,1\n", "label: y");
    assertThat(names(data)).containsExactly("a", "b=u", "b is missing");
    assertThat(inputs(data, 1)).containsExactly(2, 0, 1);
    assertThat(data.notes()).contains("Missing values: a (1), b (1).");
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12",
    "-0.5, -0.5",
    "+.5, 0.5",
    "5., 5",
    "1e3, 1000",
    "1E-2, 0.01",
    "123456789012345678, 123456789012345678",
    "0.1, 0.1",
    "3.14159265358979, 3.14159265358979"
  })
  void readsNumbersExactly(String token, double value) {
    assertThat(Cells.number(token)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1d", "1f", "0x10", "1,5", "1e", ".", "-", "+", "--1", "1.2.3", "e5", "½"})
  void whatJavaOrOthersCallNumbersIsAWord(String token) {
    assertThat(Cells.number(token)).isNaN();
  }

  @Test
  void moreThanOneWordInTwentyMakesAColumnCategorical() {
    String numbers = rows(18, "#,0\n");
    assertThat(names(open("a,y\n" + numbers + "x,1\n", "label: y"))).hasSize(19);
    String early = "a,y\nx,1\n" + numbers;
    assertThat(names(open(early, "label: y"))).hasSize(19).contains("a=x", "a=0", "a=17");
  }

  @Test
  void wordsThatComeLateAreFoundOut() {
    String table = "a,y\n" + rows(3000, "#,0\n") + rows(200, "w#,1\n");
    assertThat(names(open(table, "label: y"))).hasSize(3200).contains("a=0", "a=2999", "a=w0");
  }

  @Test
  void theUserDecidesWhatAColumnIs() {
    String table = "a,b,y\n" + rows(30, "#,#,0\n") + "x,1,1\n";
    Dataset numeric = open(table, "label: y, numeric: [a]");
    assertThat(names(numeric)).containsExactly("a", "b");
    assertThat(numeric.notes())
        .anySatisfy(
            note -> assertThat(note).contains("as missing: 1, first", "'x'", "table.csv:32"));
    assertThat(names(open(table, "label: y, categorical: [a, b]"))).hasSize(31 + 30);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 2",
    "-1, 1, 1",
    "0, 1, 1",
    "2, 10, 10",
    "yes, no, yes",
    "Yes, no, Yes",
    "TRUE, FALSE, TRUE",
    "pos, neg, pos",
    "benign, malignant, malignant",
    "1.0, 0.0, 1",
    "b, a, b"
  })
  void choosesThePositiveClass(String one, String other, String positive) {
    String table = "a,y\n1,%s\n2,%s\n3,%1$s\n".formatted(one, other);
    Dataset data = open(table, "label: y");
    assertThat(data.task()).isEqualTo(Task.BINARY);
    assertThat(data.positive()).isEqualTo(positive).isEqualTo(data.classes().get(1));
    assertThat(data.labels())
        .containsExactly(data.labels()[0], 1 - data.labels()[0], data.labels()[0]);
    assertThat(data.notes())
        .anySatisfy(n -> assertThat(n).startsWith("The positive class is '" + positive + "': "))
        .anySatisfy(n -> assertThat(n).contains("'" + one + "' is read as " + data.labels()[0]));
  }

  @ParameterizedTest
  @CsvSource({"no, no, yes", "NO, no, yes", "'1', 1, 2", "1.0, 1, 2"})
  void theUserChoosesThePositiveClass(String said, String positive, String other) {
    Dataset data =
        open("a,y\n1,%s\n2,%s\n".formatted(positive, other), "label: y, positive: '" + said + "'");
    assertThat(data.positive()).isEqualTo(positive);
    assertThat(data.labels()).containsExactly(1, 0);
    assertThat(data.notes()).contains("The positive class is '" + positive + "': as given.");
  }

  @Test
  void moreClassesAreSortedAsNumbersOrWords() {
    Dataset numbers = open("a,y\n1,10\n2,9\n3,2\n", "label: y");
    assertThat(numbers.task()).isEqualTo(Task.MULTICLASS);
    assertThat(numbers.classes()).containsExactly("2", "9", "10");
    assertThat(numbers.labels()).containsExactly(2, 1, 0);
    assertThatThrownBy(numbers::positive).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(numbers::indicators).isInstanceOf(IllegalStateException.class);
    assertThat(open("a,y\n1,c\n2,a\n3,b\n", "label: y").classes()).containsExactly("a", "b", "c");
  }

  @Test
  void overlappingLabelColumnsAreMultilabel() {
    Dataset data = open("a,p,q\n1,TRUE,1\n2,false,1.0\n3,0,0\n", "labels: [p, q]");
    assertThat(data.task()).isEqualTo(Task.MULTILABEL);
    assertThat(data.classes()).containsExactly("p", "q");
    assertThat(data.indicators()).isDeepEqualTo(new byte[][] {{1, 1}, {0, 1}, {0, 0}});
    assertThat(data.description()).startsWith("1 column");
    assertThatThrownBy(data::labels)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("multi-label");
  }

  @Test
  void exclusiveLabelColumnsAreClasses() {
    Dataset three = open("a,p,q,r\n1,0,1,0\n2,0,0,1\n3,1,0,0\n", "labels: [p, q, r]");
    assertThat(three.task()).isEqualTo(Task.MULTICLASS);
    assertThat(three.classes()).containsExactly("p", "q", "r");
    assertThat(three.labels()).containsExactly(1, 2, 0);
    Dataset two = open("a,p,q\n1,0,1\n2,1,0\n", "labels: [q, p], positive: p");
    assertThat(two.task()).isEqualTo(Task.BINARY);
    assertThat(two.positive()).isEqualTo("p");
    assertThat(two.labels()).containsExactly(0, 1);
    assertThat(two.notes()).anySatisfy(n -> assertThat(n).contains("exactly one of them 1"));
  }

  @Test
  void aDescriptorMayInsistOnOverlappingLabels() {
    describe("files: a.csv\nlabels: [p, q]\ntask: multilabel\n", "a,p,q\n1,0,1\n2,1,0\n");
    assertThat(openDescribed("").task()).isEqualTo(Task.MULTILABEL);
  }

  @Test
  void helpersAndDroppedColumnsAreNoFeaturesAndItSaysSo() {
    String table = "id,w,g,a,y\nk1,0.5,s,1,0\nk2,2,t,2,1\n";
    Dataset data = open(table, "label: y, weight: w, group: g, drop: [id]");
    assertThat(names(data)).containsExactly("a");
    assertThat(data.weights()).containsExactly(0.5, 2);
    assertThat(data.notes())
        .contains(
            "Column 'w' is the weight and no feature.",
            "Column 'g' is the group and no feature.",
            "Dropped as asked: id.");
    assertThat(open(table, "label: y").weights()).containsExactly(1, 1);
  }

  @Test
  void saysWhatCannotHelpButDropsNothing() {
    Dataset data = open("id,same,a,y\nk1,5,1,0\nk2,5,2,1\n", "label: y");
    assertThat(data.description()).startsWith("3 column");
    assertThat(data.notes())
        .contains("The same in every row, so of no use: same.")
        .anySatisfy(n -> assertThat(n).contains("'id' has a different value", "--drop 'id'"));
  }

  @Test
  void countsRowsThatRepeatAnEarlierOne() {
    String table = "a,b,y\n1,u,0\n1.0,u,0\n1,u,1\n1,v,0\n,u,0\n?,u,0\n-0,u,0\n0,u,0\n1,u,0\n";
    Dataset data = open(table, "label: y");
    assertThat(data.duplicates()).isEqualTo(4);
    assertThat(data.notes())
        .anySatisfy(n -> assertThat(n).startsWith("Rows that exactly repeat an earlier row: 4;"));
    assertThat(open("a,y\n1,0\n1,1\n", "label: y").duplicates()).isZero();
  }

  @Test
  void readsCompressedTables() throws IOException {
    Path file = directory.resolve("packed.csv.gz");
    for (String part : List.of("a,y\n1,0\n", "2,1\n")) { // two members, as gzip files may have
      try (OutputStream out =
          new GZIPOutputStream(
              Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
        out.write(part.getBytes(StandardCharsets.UTF_8));
      }
    }
    Dataset data = Datasets.open(file, Tables.config("label: y"));
    assertThat(data.name()).isEqualTo("packed");
    assertThat(data.rows()).isEqualTo(2);
  }

  @Test
  void namesAndHashesTheData() {
    Dataset data = open("a,y\n1,0\n2,1\n", "label: y");
    assertThat(data.name()).isEqualTo("table");
    assertThat(data.sha256())
        .isEqualTo("2e3781e3c32f67fc45f7b528a7c0d9a995a0f1956970d89c473fd199e7ce85f1");
  }

  @Test
  void readsADescribedTable() {
    describe(
        """
        files: a.csv
        delimiter: ";"
        label: y
        classes: {2: sick, 1: well}
        positive: sick
        drop: [id]
        numeric: [a]
        """,
        "id;a;y\n7;1;1\n8;-;2\n9;3;1\n");
    Dataset data = openDescribed("");
    assertThat(data.name()).isEqualTo(directory.getFileName().toString());
    assertThat(data.classes()).containsExactly("well", "sick");
    assertThat(data.labels()).containsExactly(0, 1, 0);
    assertThat(inputs(data, 1)).containsExactly(2);
    assertThat(Datasets.open(directory.resolve("dataset.yaml"), DataConfig.EMPTY).sha256())
        .isEqualTo(data.sha256());
  }

  @Test
  void classesAreInTheDescribedOrder() {
    describe(
        "files: a.csv\nlabel: y\nclasses: [low, mid, high, none]\n", "a,y\n1,high\n2,low\n3,mid\n");
    assertThat(openDescribed("").classes()).containsExactly("low", "mid", "high");
  }

  @Test
  void theUserWinsOverTheDescriptor() {
    describe(
        "files: a.csv\nlabel: y\npositive: u\ndrop: [a]\ncategorical: [b]\n",
        "a,b,y,z\n1,3,u,no\n2,4,v,yes\n");
    assertThat(openDescribed("").positive()).isEqualTo("u");
    assertThat(openDescribed("positive: v").positive()).isEqualTo("v");
    assertThat(openDescribed("label: z, drop: [y]").positive()).isEqualTo("yes");
    assertThat(names(openDescribed("drop: [z]"))).containsExactly("a", "b=3", "b=4");
    assertThat(names(openDescribed("drop: [z], numeric: [b]"))).containsExactly("a", "b");
  }

  @Test
  void readsASplitOverFiles() {
    describe("files: {test: a.csv, train: b.csv}\nlabel: y\n", "a,y\n5,1\n");
    Tables.write(directory.resolve("b.csv"), "a,y\n1,0\n2,1\n3,0\n4,1\n");
    Dataset data = openDescribed("");
    assertThat(data.hasTestSplit()).isTrue();
    assertThat(Splits.given(data, 0, 1).test()).containsExactly(4);
    assertThat(inputs(data, 4)).containsExactly(5);
  }

  @Test
  void arraysAreCopies() {
    Dataset data = open("a,y\n1,0\n2,1\n", "label: y");
    data.labels()[0] = 7;
    data.weights()[0] = 7;
    assertThat(data.labels()).containsExactly(0, 1);
    assertThat(data.weights()).containsExactly(1, 1);
  }

  private Dataset open(String table, String config) {
    return Tables.open(directory, table, config);
  }

  private void describe(String descriptor, String table) {
    Tables.write(directory.resolve("dataset.yaml"), descriptor);
    Tables.write(directory.resolve("a.csv"), table);
  }

  private Dataset openDescribed(String config) {
    return Datasets.open(directory, Tables.config(config));
  }

  private static String rows(int n, String row) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < n; i++) {
      rows.append(row.replace("#", String.valueOf(i)));
    }
    return rows.toString();
  }

  private static TablePreprocessing fitted(Dataset data) {
    int[] all = IntStream.range(0, data.rows()).toArray();
    return TablePreprocessing.fit(data, all, Scaling.NONE);
  }

  private static List<String> names(Dataset data) {
    return fitted(data).featureNames();
  }

  private static float[] inputs(Dataset data, int row) {
    float[] target = new float[fitted(data).width()];
    fitted(data).apply(data, new int[] {row}).features().copyTo(0, target, 0);
    return target;
  }
}
