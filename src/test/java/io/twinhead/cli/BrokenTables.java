package io.twinhead.cli;

import static io.twinhead.cli.BrokenCase.bytes;
import static io.twinhead.cli.BrokenCase.folder;
import static io.twinhead.cli.BrokenCase.input;
import static io.twinhead.cli.BrokenCase.link;
import static io.twinhead.cli.BrokenCase.nothing;
import static io.twinhead.cli.BrokenCase.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Tables that cannot be used. */
final class BrokenTables {
  static final String GOOD = "x,w,y\n" + goodRows(40);

  private BrokenTables() {}

  static Stream<BrokenCase> cases() {
    return Stream.of(files(), encodings(), structure(), cells(), columns(), amounts(), elsewhere())
        .flatMap(List::stream);
  }

  private static List<BrokenCase> files() {
    return List.of(
        train("no table", nothing(), "--label y", "t.csv", "no such file"),
        train("a directory named t.csv", folder("t.csv"), "--label y", "t.csv", "sub-directory"),
        train(
            "a link to nothing", link("t.csv", "gone.csv"), "--label y", "t.csv", "mend the link"),
        train("a link to itself", link("t.csv", "t.csv"), "--label y", "t.csv", "mend the link"),
        train("a device", link("t.csv", "/dev/null"), "--label y", "t.csv", "correct the name"),
        input(
            "a table named .txt",
            text("t.txt", GOOD),
            "train @t.txt --label y --head sigmoid",
            "t.txt",
            "dataset.yaml"),
        input(
            "a spreadsheet",
            bytes("t.xlsx", new byte[] {'P', 'K', 3, 4}),
            "compare @t.xlsx --label y",
            "t.xlsx",
            ".csv"),
        input(
            "a table below a file",
            text("t.csv", GOOD),
            "train @t.csv/t.csv --label y --head sigmoid",
            "t.csv/t.csv",
            "does not exist"),
        input(
            "a name of 300 letters",
            nothing(),
            "train @" + "n".repeat(300) + ".csv --label y --head sigmoid",
            "nnn.csv",
            "no such file"));
  }

  private static List<BrokenCase> encodings() {
    byte[] packed = gzip(GOOD.repeat(50));
    byte[] badSum = packed.clone();
    badSum[packed.length - 6] ^= 1;
    byte[] badMiddle = packed.clone();
    Arrays.fill(badMiddle, packed.length / 2, packed.length / 2 + 8, (byte) 0x55);
    return List.of(
        encoded("Latin 1", "x,y\n1,caf\u00e9\n2,no\n", StandardCharsets.ISO_8859_1),
        encoded("UTF-16 LE", GOOD, StandardCharsets.UTF_16LE),
        encoded("UTF-16 with a mark", GOOD, StandardCharsets.UTF_16),
        encoded("UTF-32", GOOD, Charset.forName("UTF-32")),
        train("half a character", cut("x,y\n1,\u20ac", 1), "--label y", "t.csv", "UTF-8"),
        train("NUL bytes", text("t.csv", "x,y\n1,a\0\n"), "--label y", "t.csv", "UTF-8"),
        train(
            "a late NUL byte",
            text("t.csv", "x,y\n" + rows(3000, "#,a\n#,b\n") + "\0"),
            "--label y",
            "t.csv",
            "UTF-8"),
        train("a PNG named t.csv", bytes("t.csv", Pictures.png(4, 4)), "--label y", "t.csv", "UTF"),
        packed("a packed table that is cut short", Arrays.copyOf(packed, packed.length / 2), "end"),
        packed("a packed table of 5 bytes", Arrays.copyOf(packed, 5), "end too early"),
        packed("a packed table of no bytes", new byte[0], "end too early"),
        packed("a packed table with a wrong sum", badSum, "gzip"),
        packed("a packed table, damaged", badMiddle, "copy it again"),
        packed("a table that is not packed", GOOD.getBytes(StandardCharsets.UTF_8), "rename it"),
        packed("a packed picture", gzip("\u0089PNG\0\0"), "UTF-8"),
        train("packed, but not so named", bytes("t.csv", packed), "--label y", "t.csv", ".csv.gz"));
  }

  private static List<BrokenCase> structure() {
    return List.of(
        y("nothing", "", "is empty", "header"),
        y("a byte order mark alone", "\ufeff", "is empty", "header"),
        y("blank lines", "\n\r\n\n", "is empty", "header"),
        y("a header alone", "x,y\n", "no rows", "give it"),
        y("a header without line end", "x,y", "no rows", "give it"),
        y("a short row", "x,y\n1,a\n2\n", "t.csv:3", "correct the row"),
        y("a long row", "x,y\n1,a\n2,b,\n", "t.csv:3", "correct the row"),
        y("an open quote", "x,y\n1,\"a\n2,b\n", "t.csv:2", "double quote"),
        y("an open quote in the header", "\"x,y\n1,a\n", "t.csv:1", "double quote"),
        y("text after a quote", "x,y\n1,\"a\"b\n2,b\n", "t.csv:2", "double quote"),
        y("a name twice", "x,x,y\n1,2,a\n2,1,b\n", "t.csv:1", "its own name"),
        y("a name twice but for blanks", "x, x ,y\n1,2,a\n", "t.csv:1", "its own name"),
        y("a column without a name", "x,,y\n1,2,a\n", "t.csv:1", "a name"),
        y("a row name without a name", ",x,y\nr1,1,a\n", "t.csv:1", "a name"),
        y("semicolons", "x;y\n1;a\n2;b\n", "t.csv:1", "delimiter: \";\""),
        y("tabs", "x\ty\n1\ta\n2\tb\n", "t.csv:1", "delimiter: \"\\t\""),
        y("bars", "x|y\n1|a\n2|b\n", "t.csv:1", "delimiter: \"|\""),
        y("decimal commas", "x;z,y\n1,5;2,a\n1,5;3,b\n", "t.csv:2", "correct the row"),
        y("one column", "y\na\nb\n", "t.csv:1", "at least one feature"),
        y("a cell of 20 MB", "x,y\n" + "a".repeat(20_000_000) + ",a\n", "t.csv:2", "double quote"),
        y("a header of 1 MB", "x".repeat(1_000_000) + ",y\n1\n", "t.csv:2", "correct the row"),
        y(
            "escape codes in the header",
            "\u001b[2Jx\u0007,z\n1,a\n",
            "'y'",
            "known: \\x1b[2Jx\\x07, z"));
  }

  private static List<BrokenCase> cells() {
    String numbers = goodRows(40);
    return List.of(
        y("infinity", "x,y\n1,a\nInfinity,b\n", "t.csv:3", "finite number"),
        y("minus infinity", "x,y\n1,a\n-inf,b\n", "t.csv:3", "finite number"),
        y("too large a number", "x,y\n1,a\n1e999,b\n", "t.csv:3", "finite number"),
        y("a word among numbers", "x,y\n" + rows(30, "#,a\n#,b\n") + "n.a.,b\n", "t.csv:62", "--"),
        y("a missing label", "x,y\n1,a\n2,\n3,b\n", "t.csv:3", "fill it in"),
        y("labels of one kind", "x,y\n1,a\n2,a\n", "t.csv", "one class"),
        y("no label at all", "x,y\n1,\n2,\n", "t.csv:2", "fill it in"),
        y("1000 classes", "x,y\n" + rows(1000, "#,c#\n"), "1000 different", "another --label"),
        y("a quantity as label", "x,y\n" + rows(50, "#,0.#5\n"), "quantity", "another --label"),
        table("a negative weight", "x,w,y\n" + numbers + "1,-2,yes\n", "--weight w", "t.csv:42"),
        table(
            "a weight of NaN",
            "x,w,y\n" + numbers + "1,NaN,yes\n",
            "--weight w",
            "t.csv:42",
            "fill it in"),
        table("a weight of infinity", "x,w,y\n" + numbers + "1,inf,no\n", "--weight w", "t.csv:42"),
        table("a word as weight", "x,w,y\n" + numbers + "1,heavy,no\n", "--weight w", "t.csv:42"),
        table("no weight at all", "x,w,y\n" + rows(20, "#,0,a\n#,0,b\n"), "--weight w", "'w'"),
        table(
            "a class without weight", "x,w,y\n" + rows(20, "#,0,a\n#,1,b\n"), "--weight w", "'a'"),
        table(
            "times of two kinds",
            "x,t,y\n1,2024-01-01,a\n2,yesterday,b\n3,5,a\n",
            "--time t",
            "t.csv:3"),
        table(
            "a missing time", "x,t,y\n1,2024-01-01,a\n2,,b\n3,2024-01-02,a\n", "--time t", "t.csv"),
        table(
            "no such day",
            "x,t,y\n1,2024-02-28,a\n2,2024-02-31,b\n",
            "--time t",
            "t.csv:3",
            "2024-05-31"),
        table(
            "one time for all",
            "x,t,y\n" + rows(30, "#,7,a\n#,7,b\n"),
            "--time t",
            "finer time column"),
        table("one group for all", "x,g,y\n" + rows(30, "#,7,a\n#,7,b\n"), "--group g", "group"),
        table("a missing group", "x,g,y\n1,u,a\n2,,b\n", "--group g", "t.csv:3"),
        labels("a label of 2", "x,a,b\n1,0,1\n2,2,1\n", "t.csv:3"),
        labels("a missing indicator", "x,a,b\n1,0,1\n2,,1\n", "t.csv:3"),
        labels("an indicator that is a word", "x,a,b\n1,0,1\n2,maybe,1\n", "t.csv:3"),
        labels("an indicator that never holds", "x,a,b\n" + rows(9, "#,0,1\n#,0,1\n"), "'a'"));
  }

  private static List<BrokenCase> columns() {
    return List.of(
        good("no label said", "", "t.csv", "--label"),
        good("a label that is not there", "--label z", "'z'", "known: x, w, y"),
        good("a label in capitals", "--label Y", "'Y'", "did you mean 'y'?"),
        good("a weight that is not there", "--label y --weight ww", "'ww'", "did you mean 'w'?"),
        good("a group that is not there", "--label y --group g", "'g'", "'"),
        good("a time that is not there", "--label y --time when", "'when'", "known"),
        good("to drop what is not there", "--label y --drop x,q", "'q'", "'"),
        good("to drop every feature", "--label y --drop x,w", "no feature", "drop fewer"),
        good("to drop the label", "--label y --drop y", "'y'", "one"),
        good("label and weight the same", "--label y --weight y", "'y'", "one"),
        good("two kinds for a column", "--label y --numeric x --categorical x", "'x'", "one of"),
        good("a class that is not there", "--label y --positive maybe", "'maybe'", "choose"),
        good("more classes asked for", "--label y --task multiclass", "multiclass", "correct"),
        good("labels of a column", "--labels y,w", "t.csv:2", "0, 1"),
        good("one label twice", "--labels w,w", "'w'", "twice"),
        good(
            "a class weight for none",
            "--label y --class-weight maybe=2",
            "'maybe'",
            "classes are"),
        good("images' settings", "--label y --image-size 20", "'image-size'", "leave"));
  }

  private static List<BrokenCase> amounts() {
    return List.of(
        y("two rows", "x,y\n1,a\n2,b\n", "t", "too few"),
        y("one row of a class", "x,y\n" + rows(30, "#,a\n") + "1,b\n", "'b'", "add row"));
  }

  private static List<BrokenCase> elsewhere() {
    BrokenCase.Content table = text("t.csv", GOOD);
    return List.of(
        input("lint: no label", table, "lint @t.csv", "t.csv", "--label"),
        input("lint: no table", nothing(), "lint @t.csv --label y", "t.csv", "no such file"),
        input("evaluate: a table for a run", table, "evaluate @t.csv @t.csv", "t.csv", "is a file"),
        input("predict: no run", nothing(), "predict @run @t.csv", "run", "train has written"),
        input("predict: an empty run", folder("run"), "predict @run @t.csv", "model.zip", "train"),
        input("a typo of bundled data", nothing(), "compare iriss", "iriss", "'iris'?"),
        input("a name of nothing", nothing(), "lint zebra", "zebra", "known: "));
  }

  private static BrokenCase y(String name, String content, String... said) {
    return table(name, content, "", said);
  }

  private static BrokenCase table(String name, String content, String more, String... said) {
    return train(name, text("t.csv", content), "--label y " + more, said);
  }

  private static BrokenCase labels(String name, String content, String... said) {
    return train(name, text("t.csv", content), "--labels a,b", said);
  }

  private static BrokenCase good(String name, String options, String... said) {
    return train(name, text("t.csv", GOOD), options, said);
  }

  private static BrokenCase encoded(String name, String content, Charset charset) {
    return train(name, bytes("t.csv", content.getBytes(charset)), "--label y", "t.csv", "UTF-8");
  }

  private static BrokenCase packed(String name, byte[] content, String said) {
    return input(
        name,
        bytes("t.csv.gz", content),
        "train @t.csv.gz --head softmax --label y",
        "t.csv.gz",
        said);
  }

  private static BrokenCase train(
      String name, BrokenCase.Content files, String options, String... said) {
    return input(name, files, "train @t.csv --head sigmoid " + options, said);
  }

  private static BrokenCase.Content cut(String content, int bytes) {
    byte[] whole = content.getBytes(StandardCharsets.UTF_8);
    return bytes("t.csv", Arrays.copyOf(whole, whole.length - bytes));
  }

  /** In which no column tells the classes apart. */
  private static String goodRows(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> "%d,%d,%s%n".formatted(i * 17 % 41, 1 + i * 29 % 31, i % 2 == 0 ? "yes" : "no"))
        .collect(Collectors.joining());
  }

  /** Each row with its number in place of {@code #}. */
  static String rows(int count, String row) {
    return IntStream.range(0, count)
        .mapToObj(i -> row.replace("#", String.valueOf(i)))
        .collect(Collectors.joining());
  }

  static byte[] gzip(String content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
