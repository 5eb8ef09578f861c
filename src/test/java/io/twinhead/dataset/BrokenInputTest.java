package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every refusal says where, what was seen and what to do. */
class BrokenInputTest {
  /** A table, what the user said, and what the message must hold: the place and the remedy. */
  record Broken(String what, String table, String config, List<String> said) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Broken broken(String what, String table, String config, String... said) {
    return new Broken(what, table, config, List.of(said));
  }

  private static String rows(int n, String row) {
    return IntStream.range(0, n)
        .mapToObj(i -> row.replace("#", String.valueOf(i)) + "\n")
        .collect(Collectors.joining());
  }

  @SuppressWarnings("unused") // the parameters below
  private static final List<Broken> TABLES =
      List.of(
          broken("nothing", "", "label: y", "table.csv: is empty", "needs a header"),
          broken("blank lines", "\n\n", "label: y", "table.csv: is empty", "needs a header"),
          broken("header only", "x,y\n", "label: y", "table.csv: has a header but no rows", "give"),
          broken("name twice", "x,x,y\n1,2,a\n", "label: y", "table.csv:1: column 2", "own name"),
          broken("no name", "x,,y\n1,2,a\n", "label: y", "table.csv:1: column 2", "a name"),
          broken("semicolons", "x;y\n1;a\n", "label: y", "table.csv:1", "delimiter: \";\""),
          broken("tabs", "x\ty\n1\ta\n", "label: y", "table.csv:1", "delimiter: \"\\t\""),
          broken("one column", "y\na\nb\n", "label: y", "table.csv:1", "at least one feature"),
          broken(
              "short row",
              "x,y\n1,a\n2\n",
              "label: y",
              "table.csv:3",
              "1 cell, but",
              "header has 2"),
          broken("long row", "x,y\n1,a\n2,b,c\n", "label: y", "table.csv:3", "3 cells", "quotes"),
          broken(
              "open quote",
              "x,y\n1,a\n\"2,b\n",
              "label: y",
              "table.csv:3",
              "unclosed or stray double quote"),
          broken("NUL", "x,y\n1,\0\n", "label: y", "table.csv: is not a UTF-8", "export it"),
          broken("no label", "age,Class,z\n1,a,2\n", "", "table.csv", "--label Class", "age, "),
          broken("no likely label", "a,b,c\n1,2,3\n", "", "table.csv", "--label c", "a, b, c"),
          broken("label typo", "x,kind\n1,a\n", "label: knid", "'knid'", "did you mean 'kind'?"),
          broken(
              "labels typo",
              "x,a,b\n1,0,1\n",
              "labels: [a, quality]",
              "'quality'",
              "known: x, a, b"),
          broken("drop typo", "x,zip,y\n1,2,a\n", "label: y, drop: [zap]", "'zap'", "'zip'?"),
          broken("weight typo", "x,w,y\n1,2,a\n", "label: y, weight: ww", "'ww'", "'w'?"),
          broken("two roles", "x,w,y\n1,2,a\n", "label: y, weight: y", "'y' is named twice", "one"),
          broken(
              "two kinds",
              "x,y\n1,a\n2,b\n",
              "label: y, numeric: [x], categorical: [x]",
              "table.csv: column 'x'",
              "give it one of them"),
          broken("no feature", "x,y\n1,a\n2,b\n", "label: y, drop: [x]", "table.csv", "drop fewer"),
          broken(
              "missing label", "x,y\n1,a\n2,?\n", "label: y", "table.csv:3", "'y'", "fill it in"),
          broken("one class", "x,y\n1,a\n2,a\n", "label: y", "table.csv", "'a'", "another --label"),
          broken(
              "many classes",
              "x,y\n" + rows(101, "1,c#"),
              "label: y",
              "table.csv",
              "101 different values",
              "another --label"),
          broken(
              "real label",
              "x,y\n1,0.5\n2,0.7\n3,1.25\n",
              "label: y",
              "'y'",
              "quantity",
              "another --label"),
          broken("wrong positive", "x,y\n1,a\n2,b\n", "label: y, positive: c", "'c'", "'a' or 'b'"),
          broken(
              "a word among numbers",
              "x,y\n" + rows(19, "#,a") + "abc,b\n",
              "label: y",
              "table.csv:21, column 'x': 'abc'",
              "19 of the column's 20",
              "--numeric 'x'",
              "--categorical 'x'"),
          broken(
              "words first, then numbers",
              "x,y\nabc,b\n" + rows(2000, "#,a"),
              "label: y",
              "table.csv:2, column 'x': 'abc'",
              "--numeric 'x'"),
          broken("infinity", "x,y\n1,a\n-inf,b\n", "label: y", "table.csv:3", "'-inf'", "finite"),
          broken(
              "too large", "x,y\n1,a\n1e999,b\n", "label: y", "table.csv:3", "'1e999'", "finite"),
          broken(
              "infinity in a forced column",
              "x,y\n1,a\nInfinity,b\n",
              "label: y, numeric: [x]",
              "table.csv:3",
              "'Infinity'",
              "finite"),
          broken(
              "weight below 0",
              "x,w,y\n1,1,a\n2,-1,b\n",
              "label: y, weight: w",
              "table.csv:3",
              "'-1'",
              "at least 0"),
          broken(
              "weight a word",
              "x,w,y\n1,1,a\n2,q,b\n",
              "label: y, weight: w",
              "table.csv:3",
              "'q'",
              "correct"),
          broken(
              "weight missing",
              "x,w,y\n1,1,a\n2,NaN,b\n",
              "label: y, weight: w",
              "table.csv:3",
              "weight is missing",
              "fill it in"),
          broken(
              "weight infinite",
              "x,w,y\n1,inf,a\n2,1,b\n",
              "label: y, weight: w",
              "table.csv:2",
              "'inf'",
              "finite"),
          broken(
              "weight too small",
              "x,w,y\n1,1e-50,a\n2,1e-50,b\n",
              "label: y, weight: w",
              "table.csv:2",
              "'1e-50' is too small",
              "multiply all weights"),
          broken("weights 0", "x,w,y\n1,0,a\n2,0,b\n", "label: y, weight: w", "'w'", "positive"),
          broken(
              "group missing",
              "x,g,y\n1,,a\n2,1,b\n",
              "label: y, group: g",
              "table.csv:2",
              "group is missing",
              "fill it in"),
          broken(
              "time missing",
              "x,t,y\n1,,a\n2,1,b\n",
              "label: y, time: t",
              "table.csv:2",
              "time is missing",
              "fill it in"),
          broken(
              "no time",
              "x,t,y\n1,2020-01-01,a\n2,May 5,b\n",
              "label: y, time: t",
              "table.csv:3",
              "'May 5'",
              "like 2024-05-31"),
          broken(
              "group and time",
              "x,t,g,y\n1,1,1,a\n",
              "label: y, time: t, group: g",
              "table.csv",
              "choose one"),
          broken(
              "indicator",
              "x,a,b\n1,0,1\n2,2,0\n",
              "labels: [a, b]",
              "table.csv:3",
              "column 'a': '2'",
              "0, 1, true or false"),
          broken(
              "indicator missing",
              "x,a,b\n1,0,1\n2,,0\n",
              "labels: [a, b]",
              "table.csv:3",
              "'a'",
              "fill it in"),
          broken(
              "unused class",
              "x,a,b,c\n1,0,1,0\n2,1,0,0\n",
              "labels: [a, b, c]",
              "'c'",
              "leave it out"),
          broken(
              "identifier",
              "id,x,y\n" + rows(10_001, "k#,1,a"),
              "label: y",
              "10001",
              "column 'id'",
              "--drop 'id'"));

  @TempDir Path directory;

  @ParameterizedTest
  @FieldSource("TABLES")
  void saysWhereAndWhatToDo(Broken broken) {
    assertThatThrownBy(() -> Tables.open(directory, broken.table, broken.config))
        .isInstanceOf(InputException.class)
        .message()
        .contains(broken.said)
        .doesNotContain("%s", "null", "Exception");
  }

  @SuppressWarnings("unused") // the parameters below
  private static final List<Broken> DESCRIPTORS =
      List.of(
          broken("unknown key", "files: a.csv\nlable: y", "", "dataset.yaml:2", "mean 'label'?"),
          broken("not YAML", "files: [", "", "dataset.yaml:"),
          broken("no files", "label: y", "", "dataset.yaml: names no data", "add files"),
          broken("no such file", "files: b.csv\nlabel: y", "", "'b.csv'", "correct the name"),
          broken("outside", "files: ../a.csv\nlabel: y", "", "'../a.csv'", "move it inside"),
          broken("no label", "files: a.csv", "", "dataset.yaml: no label", "--label y"),
          broken("hash", "files: a.csv\nlabel: y\nsha256: 00ff", "", "00ff is expected", "restore"),
          broken("rows", "files: a.csv\nlabel: y\nrows: 7", "", "rows: 7", "have 4", "correct"),
          broken("test only", "files: {test: a.csv}\nlabel: y", "", "dataset.yaml", "name both"),
          broken("part", "files: {trian: a.csv}\nlabel: y", "", "'trian'", "known: train"),
          broken("delimiter", "files: a.csv\ndelimiter: ab\nlabel: y", "", "'ab'", "one character"),
          broken(
              "class",
              "files: a.csv\nlabel: y\nclasses: [a, c]",
              "",
              "a.csv:3",
              "'b'",
              "add it to classes"),
          broken("task", "files: a.csv\nlabel: y\ntask: multiclass", "", "multiclass", "correct"),
          broken(
              "split word",
              "files: a.csv\nlabel: y\nsplit-column: x",
              "",
              "a.csv:2",
              "'1'",
              "train, validation or test"),
          broken(
              "no test",
              "files: a.csv\nlabel: y\nsplit-column: s",
              "",
              "never says test",
              "needs train and test"),
          broken("unknown format", "format: parquet\nfiles: a.csv", "", "dataset.yaml", "parquet"),
          broken(
              "other header",
              "files: {train: a.csv, test: c.csv}\nlabel: y",
              "",
              "c.csv:1",
              "column 2 is 'q'",
              "same header"));

  @ParameterizedTest
  @FieldSource("DESCRIPTORS")
  void saysWhatIsWrongInADescription(Broken broken) {
    Tables.write(directory.resolve("a.csv"), "x,s,y\n1,train,a\n2,train,b\n3,train,a\n4,train,b\n");
    Tables.write(directory.resolve("c.csv"), "x,q,y\n1,1,a\n");
    Tables.write(directory.resolve("dataset.yaml"), broken.table);
    assertThatThrownBy(() -> Datasets.open(directory, DataConfig.EMPTY))
        .isInstanceOf(InputException.class)
        .message()
        .contains(broken.said)
        .doesNotContain("%s");
  }

  @Test
  void saysThatAFileIsNoUtf8() throws IOException {
    Path file = directory.resolve("latin.csv");
    Files.write(file, "x,y\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(file, "latin.csv: is not a UTF-8 text table", "export it");
  }

  @Test
  void saysThatAGzipFileIsNone() {
    Path file = Tables.write(directory.resolve("plain.csv.gz"), "x,y\n1,a\n2,b\n");
    assertRefused(file, "plain.csv.gz: is named .gz but is not", "rename it");
  }

  @Test
  void saysThatAGzipFileIsCutShort() throws IOException {
    byte[] packed = gzip("x,y\n" + rows(5000, "#,a"));
    Path file = directory.resolve("cut.csv.gz");
    Files.write(file, Arrays.copyOf(packed, packed.length / 2));
    assertRefused(file, "cut.csv.gz: the gzip data end too early", "again");
  }

  @Test
  void saysThatAGzipFileIsDamaged() throws IOException {
    byte[] packed = gzip("x,y\n" + rows(5000, "#,a"));
    packed[packed.length - 6] ^= 1; // in the checksum
    Path file = directory.resolve("bad.csv.gz");
    Files.write(file, packed);
    assertRefused(file, "bad.csv.gz: is named .gz but is not valid", "again");
  }

  @Test
  void looksForABareNameInTheWorkingDirectory() {
    Descriptor described = Descriptor.ofTable("pom", "pom.xml");
    TableSource source = new TableSource(described, Path.of(""), "pom.xml");
    assertThatThrownBy(() -> source.read(DataConfig.EMPTY, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("pom.xml:1: has the single column");
  }

  @Test
  void suggestsANameNearAMissingOne() {
    Tables.write(directory.resolve("churn.csv"), "x,y\n");
    assertRefused(directory.resolve("chrun.csv"), directory.toString(), "mean 'churn.csv'?");
    assertRefused(directory.resolve("no/churn.csv"), directory.resolve("no") + " does not exist");
  }

  @Test
  void readsNoSingleImageAndNoEmptyDirectory() throws IOException {
    Files.createDirectories(directory.resolve("cats"));
    assertRefused(directory, "cats", "one sub-directory for each class", ".csv");
    Path image = Tables.write(directory.resolve("a.png"), "PNG");
    assertRefused(image, "a.png: is neither a .csv or .csv.gz table nor a directory");
  }

  private static void assertRefused(Path path, String... said) {
    assertThatThrownBy(() -> Datasets.open(path, Tables.config("label: y")))
        .isInstanceOf(InputException.class)
        .message()
        .contains(said);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
