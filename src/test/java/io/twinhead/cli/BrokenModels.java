package io.twinhead.cli;

import static io.twinhead.cli.BrokenCase.bytes;
import static io.twinhead.cli.BrokenCase.folder;
import static io.twinhead.cli.BrokenCase.input;
import static io.twinhead.cli.BrokenCase.text;

import io.twinhead.cli.BrokenCase.Content;
import io.twinhead.model.ModelArchive;
import io.twinhead.model.ModelFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Run directories and model files that cannot be used, made from one that can. */
final class BrokenModels {
  private static final List<String> FILES =
      List.of("config.yaml", "run.json", "metrics.jsonl", "model.zip");

  private final Path run;

  /**
   * @param run trained on a table {@code data.csv} beside it with the numeric columns x and z
   */
  BrokenModels(Path run) {
    this.run = run;
  }

  Stream<BrokenCase> cases() {
    return Stream.of(directories(), zips(), entries(), documents(), records(), rows())
        .flatMap(List::stream);
  }

  private List<BrokenCase> directories() {
    return List.of(
        broken("no model", without("model.zip"), "model.zip", "train"),
        broken("no configuration", without("config.yaml"), "config.yaml", "train"),
        broken("no record", without("run.json"), "run.json", "train"),
        broken(
            "a directory as model",
            without("model.zip").and(folder("r/model.zip")),
            "model.zip",
            "train"),
        broken(
            "a configuration that is a list",
            with("config.yaml", s -> "- a\n"),
            "config.yaml:1",
            "group of keys"),
        broken("an empty configuration", with("config.yaml", s -> ""), "config.yaml", "is empty"),
        broken(
            "a configuration of later times",
            with("config.yaml", s -> s + "colour: red\n"),
            "config.yaml",
            "unknown key 'colour'"),
        broken(
            "other data",
            with("config.yaml", s -> s.replace("data.csv", "gone.csv")),
            "gone.csv",
            "no such file"),
        broken(
            "no data",
            with("config.yaml", s -> s.replaceFirst("dataset: .*\n", "")),
            "config.yaml",
            "train again"));
  }

  private List<BrokenCase> zips() {
    return List.of(
        zip("a model of no bytes", b -> new byte[0], "copy it again"),
        zip("a model of zeros", b -> new byte[b.length], "copy it again"),
        zip("a model that is text", b -> "PK".getBytes(StandardCharsets.UTF_8), "copy it again"),
        zip("a model cut in half", b -> Arrays.copyOf(b, b.length / 2), "copy it again"),
        zip("a model without its last byte", b -> Arrays.copyOf(b, b.length - 1), "copy it again"),
        zip(
            "a model without its first byte",
            b -> Arrays.copyOfRange(b, 1, b.length),
            "copy it again"),
        zip("a model with a flipped bit", BrokenModels::flipped, "model.zip", "copy it again"),
        zip("a packed text", b -> BrokenTables.gzip("a"), "copy it again"),
        zip(
            "a zip of nothing",
            b -> zipOf("readme.txt", new byte[] {1}),
            "trunk.yaml",
            "run directory"));
  }

  private List<BrokenCase> entries() {
    return List.of(
        entry("no trunk", "trunk.yaml", b -> null, "trunk.yaml", "run directory"),
        entry("no head", "head.json", b -> null, "head.json", "run directory"),
        entry(
            "no preprocessing", "preprocessing.json", b -> null, "preprocessing", "run directory"),
        entry("no weights", "coefficients.bin", b -> null, "coefficients.bin", "run directory"),
        entry("an empty trunk", "trunk.yaml", b -> new byte[0], "trunk.yaml", "is empty"),
        entry("an empty head", "head.json", b -> new byte[0], "head.json", "restore"),
        entry("a head cut short", "head.json", b -> Arrays.copyOf(b, 40), "head.json)", "restore"),
        entry("no numbers", "coefficients.bin", b -> new byte[0], "coefficients.bin", "copy"),
        entry(
            "a number too few",
            "coefficients.bin",
            b -> Arrays.copyOf(b, b.length - 4),
            "coefficients.bin",
            "copy"),
        entry(
            "a weight of NaN",
            "coefficients.bin",
            b -> ending(b, Float.NaN),
            "NaN",
            "train it again"),
        entry(
            "an infinite weight",
            "coefficients.bin",
            b -> ending(b, 1 / 0f),
            "Infinity",
            "train it again"),
        entry("other weights", "coefficients.bin", b -> new byte[64], "coefficients.bin", ";"),
        entry(
            "100 MB of weights",
            "coefficients.bin",
            b -> new byte[100_000_000],
            "coefficients.bin",
            "larger"),
        entry("100 MB of head", "head.json", b -> new byte[100_000_000], "head.json", "larger"),
        entry(
            "a serialised object",
            "head.json",
            b -> new byte[] {(byte) 0xAC, (byte) 0xED, 0, 5},
            "head.json",
            "restore"));
  }

  private List<BrokenCase> documents() {
    return List.of(
        document(
            "another head", "head.json", "\"sigmoid\"", "\"softmax\"", "coefficients.bin", ";"),
        document("an unknown head", "head.json", "\"sigmoid\"", "\"tanh\"", "head.json", "sigmoid"),
        document(
            "a head in a list",
            "head.json",
            "\"sigmoid\"",
            "[\"sigmoid\"]",
            "head.json)",
            "restore"),
        document(
            "a class too many",
            "head.json",
            "\\[ \"no\"",
            "[ \"maybe\", \"no\"",
            "head.json",
            "restore"),
        document(
            "a threshold of 2",
            "head.json",
            "\"value\" : 0.5",
            "\"value\" : 2",
            "head.json",
            "restore"),
        document(
            "two thresholds",
            "head.json",
            "\"value\" : 0.5",
            "\"value\" : 0.5, \"value\" : 0.5",
            "head.json",
            "restore"),
        document(
            "another column",
            "preprocessing.json",
            "\"column\" : \"x\"",
            "\"column\" : 7.5, \"q\" : 1",
            "preprocessing",
            "restore"),
        document("a column less", "trunk.yaml", "- 2\n", "- 1\n", "preprocessing.json", "two"),
        document(
            "2 billion inputs",
            "trunk.yaml",
            "- 2\n",
            "- 2000000000\n",
            "preprocessing.json",
            "two"),
        document(
            "layers of none",
            "trunk.yaml",
            "layers:[^\n]*\n",
            "layers: [{lstm: {units: 3}}]\n",
            "trunk.yaml)",
            "dense"),
        document(
            "more layers",
            "trunk.yaml",
            "layers:[^\n]*\n",
            "layers: [{dense: {units: 9}}]\n",
            "coefficients.bin",
            "two"),
        document(
            "a huge layer",
            "trunk.yaml",
            "layers:[^\n]*\n",
            "layers: [{dense: {units: 2000000000}}]\n",
            "trunk.yaml",
            "the heap is"),
        document(
            "a class name in YAML",
            "trunk.yaml",
            "layers:[^\n]*\n",
            "layers: !!java.io.File [x]\n",
            "trunk.yaml)",
            "group with one key"));
  }

  private List<BrokenCase> records() {
    return List.of(
        broken("an empty record", with("run.json", s -> ""), "run.json", "restore"),
        broken(
            "a record cut short",
            with("run.json", s -> s.substring(0, 99)),
            "run.json:",
            "restore"),
        broken("a record that is a list", with("run.json", s -> "[]"), "run.json", "restore"),
        broken(
            "a record of later times",
            with("run.json", s -> s.replaceFirst("\"schema\" : 1", "\"schema\" : 9")),
            "run.json",
            "schema 9"),
        broken(
            "a record of bytes",
            without("run.json").and(bytes("r/run.json", new byte[] {-1, -2})),
            "run.json",
            "restore"),
        calibrated("no history", without("metrics.jsonl"), "metrics.jsonl", "restore"),
        calibrated("an empty history", with("metrics.jsonl", s -> ""), "metrics.jsonl", "restore"),
        calibrated(
            "a history cut short",
            with("metrics.jsonl", s -> s.substring(0, 30)),
            "metrics.jsonl",
            "restore"),
        calibrated(
            "a history of words",
            with("metrics.jsonl", s -> "epoch 1\n"),
            "metrics.jsonl",
            "restore"));
  }

  private List<BrokenCase> rows() {
    return List.of(
        rows("nothing to predict", text("n.csv", ""), "n.csv", "is empty"),
        rows("a column less to predict", text("n.csv", "x\n1\n"), "n.csv:1", "'z'"),
        rows(
            "a word to predict", text("n.csv", "x,z\n1,2\nmany,3\n"), "n.csv:3", "--on-error skip"),
        rows("infinity to predict", text("n.csv", "x,z\n1,inf\n"), "n.csv:2", "--on-error skip"),
        rows(
            "a short row to predict", text("n.csv", "x,z\n1,2\n3\n"), "n.csv:3", "correct the row"),
        rows("a picture to predict", bytes("n.png", Pictures.png(3)), "n.png", "table"),
        rows("a directory to predict", folder("n.csv"), "n.csv", "table"),
        rows(
            "a torn table to predict",
            bytes("n.csv.gz", new byte[] {31, -117, 8}),
            "n.csv.gz",
            "again"),
        measured("another class", text("n.csv", "x,z,kind\n1,2,maybe\n"), "'maybe'", "n.csv"),
        measured("no label", text("n.csv", "x,z\n1,2\n"), "'kind'", "n.csv"),
        measured("no rows", text("n.csv", "x,z,kind\n"), "n.csv", "rows"),
        measured("other columns", text("n.csv", "a,b,kind\n1,2,yes\n3,4,no\n"), "n: has", "'x'"));
  }

  private BrokenCase rows(String name, Content files, String... said) {
    String file = said[0].replaceFirst(":.*", "");
    return input(name, whole().and(files), "predict @r @" + file, said);
  }

  private BrokenCase measured(String name, Content files, String... said) {
    return input("evaluate: " + name, whole().and(files), "evaluate @r @n.csv", said);
  }

  private static BrokenCase broken(String name, Content files, String... said) {
    return input("run: " + name, files, "evaluate @r", said);
  }

  private static BrokenCase calibrated(String name, Content files, String... said) {
    return input("run: " + name, files, "calibrate @r", said);
  }

  private BrokenCase zip(String name, UnaryOperator<byte[]> breaking, String... said) {
    Content model = d -> bytes("r/model.zip", breaking.apply(read("model.zip"))).write(d);
    return input(name, without("model.zip").and(model), "evaluate @r", said);
  }

  private BrokenCase entry(
      String name, String entry, UnaryOperator<byte[]> breaking, String... said) {
    return broken(
        "entry: " + name,
        without("model.zip")
            .and(d -> bytes("r/model.zip", rezipped(read("model.zip"), entry, breaking)).write(d)),
        said);
  }

  private BrokenCase document(
      String name, String entry, String pattern, String instead, String... said) {
    Content model =
        d -> {
          Path whole = run.resolve("model.zip");
          String text = new ModelArchive(whole).document(entry);
          String changed = text.replaceFirst(pattern, instead);
          if (changed.equals(text)) {
            throw new IllegalStateException(pattern + " is not in " + text);
          }
          ModelFile.copy(whole, d.resolve("r/model.zip"), Map.of(entry, changed));
        };
    return input(name, without("model.zip").and(model), "evaluate @r", said);
  }

  private Content whole() {
    return without("");
  }

  private Content without(String missing) {
    return FILES.stream()
        .filter(file -> !file.equals(missing))
        .<Content>map(file -> d -> bytes("r/" + file, read(file)).write(d))
        .reduce(BrokenCase.nothing(), Content::and);
  }

  private Content with(String file, UnaryOperator<String> breaking) {
    return without(file)
        .and(
            d ->
                text("r/" + file, breaking.apply(new String(read(file), StandardCharsets.UTF_8)))
                    .write(d));
  }

  private byte[] read(String file) {
    try {
      return Files.readAllBytes(run.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[changed.length - 5] ^= 0x10; // where the directory of entries begins
    return changed;
  }

  private static byte[] ending(byte[] vector, float last) {
    byte[] changed = vector.clone();
    ByteBuffer.wrap(changed).putFloat(vector.length - Float.BYTES, last);
    return changed;
  }

  private static byte[] zipOf(String name, byte[] content) {
    return rezipped(new byte[0], name, b -> content);
  }

  /** The same zip file with one entry changed, or without it where nothing comes back. */
  private static byte[] rezipped(byte[] zip, String name, UnaryOperator<byte[]> breaking) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      boolean found = false;
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        boolean wanted = entry.getName().equals(name);
        found |= wanted;
        byte[] content = in.readAllBytes();
        put(out, entry.getName(), wanted ? breaking.apply(content) : content);
      }
      if (!found) {
        put(out, name, breaking.apply(new byte[0]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
    if (content != null) {
      out.putNextEntry(new ZipEntry(name));
      out.write(content);
    }
  }
}
