package io.twinhead.cli;

import static io.twinhead.cli.BrokenCase.bytes;
import static io.twinhead.cli.BrokenCase.folder;
import static io.twinhead.cli.BrokenCase.input;
import static io.twinhead.cli.BrokenCase.link;
import static io.twinhead.cli.BrokenCase.nothing;
import static io.twinhead.cli.BrokenCase.text;

import io.twinhead.cli.BrokenCase.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Descriptions of data, models and experiments that cannot be used. */
final class BrokenYaml {
  private static final Content TABLE = text("t.csv", BrokenTables.GOOD);
  private static final String SGD = "updater: {sgd: {learning-rate: 0.1}}\n";

  private BrokenYaml() {}

  static Stream<BrokenCase> cases() {
    return Stream.of(syntax(), experiments(), models(), descriptions()).flatMap(List::stream);
  }

  private static List<BrokenCase> syntax() {
    String bomb =
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
            + "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\ndataset: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n";
    return List.of(
        config("an empty file", "", "is empty"),
        config("a comment alone", "# nothing\n", "is empty"),
        config("nothing but null", "null\n", "is empty"),
        config("a tab", "training:\n\tepochs: 3\n", "e.yaml:2", "TAB", "correct it"),
        config("an open bracket", "training: {epochs: 3\n", "e.yaml:2", "expected"),
        config("an open quote", "dataset: \"t.csv\n", "e.yaml:", "end of stream", "quotes"),
        config("a colon too many", "dataset: a: b\n", "e.yaml:1", "not allowed"),
        config(
            "crooked indentation", "training:\n   epochs: 3\n  jobs: 2\n", "e.yaml:3", "expected"),
        config("a key twice", "training: {epochs: 3, epochs: 4}\n", "e.yaml:1", "keep one"),
        config("a list", "- training\n- epochs\n", "e.yaml:1", "group of keys"),
        config("a word", "training\n", "e.yaml:1", "group of keys"),
        config("a number", "3\n", "e.yaml:1", "group of keys"),
        config("two documents", "dataset: a\n---\ndataset: b\n", "e.yaml:3:1", "keep one"),
        config("aliases in aliases", bomb, "e.yaml:2:8", "write out"),
        config("an alias of nothing", "dataset: *gone\n", "e.yaml:1:10", "write out"),
        config("an alias of itself", "training: &a\n  epochs: *a\n", "e.yaml:2:11", "write out"),
        config("a class name", "dataset: !!java.net.URL [http://localhost]\n", "e.yaml:1", "text"),
        config(
            "another class name", "!!javax.script.ScriptEngineManager []\n", "e.yaml:1", "group"),
        config(
            "brackets in brackets",
            "dataset: " + "[".repeat(5000),
            "e.yaml:1:",
            "nested",
            "simplify"),
        config("groups in groups", "a: " + "{a: ".repeat(5000), "e.yaml:1:", "nested", "simplify"),
        config("20 MB of text", "dataset: '" + "a".repeat(20_000_000) + "'\n", "e.yaml", "large"),
        config("a NUL byte", "dataset: a\0b\n", "e.yaml:", "character"),
        config("escape codes", "\u001b[31mdataset: a\n", "e.yaml:", "character"),
        experiment("Latin 1", bytes("e.yaml", new byte[] {'a', ':', ' ', (byte) 0xE9}), "UTF-8"),
        experiment(
            "UTF-16", bytes("e.yaml", "dataset: a\n".getBytes(StandardCharsets.UTF_16)), "UTF-8"),
        experiment("no file", nothing(), "e.yaml", "check the name"),
        experiment("a directory", folder("e.yaml"), "directory"),
        experiment("a link to itself", link("e.yaml", "e.yaml"), "e.yaml", "Too many", "name a"),
        experiment("a picture", bytes("e.yaml", Pictures.png(4, 4)), "UTF-8"),
        experiment("an endless device", link("e.yaml", "/dev/zero"), "large"));
  }

  private static List<BrokenCase> experiments() {
    return List.of(
        config("a misspelt group", "trainings: {epochs: 3}\n", "e.yaml:1:1", "mean 'training'?"),
        config("a misspelt key", "training:\n  epoch: 3\n", "e.yaml:2:3", "mean 'epochs'?"),
        config("a key of another group", "data: {epochs: 3}\n", "e.yaml:1", "known:"),
        config("a key of no group", "colour: red\n", "e.yaml:1:1", "known: dataset"),
        config("a word for a number", "training: {epochs: many}\n", "e.yaml:1", "a whole number"),
        config("a fraction", "training: {epochs: 2.5}\n", "e.yaml:1", "a whole number"),
        config(
            "a number of 30 digits",
            "training: {epochs: " + "9".repeat(30) + "}",
            "e.yaml:1",
            "a smaller one"),
        config("0 epochs", "training: {epochs: 0}\n", "e.yaml:1", "at least 1"),
        config("-3 rows at once", "training: {batch-size: -3}\n", "e.yaml:1", "at least 1"),
        config("a list for a number", "training: {epochs: [1]}\n", "e.yaml:1", "a whole number"),
        config(
            "a group for a number", "training: {epochs: {a: 1}}\n", "e.yaml:1", "a whole number"),
        config("a number for a group", "training: 3\n", "e.yaml:1", "group of keys"),
        config("a list for a group", "training: [epochs]\n", "e.yaml:1", "group of keys"),
        config("a seed in words", "training: {seed: lucky}\n", "e.yaml:1", "a whole number"),
        config(
            "a seed of 40 digits",
            "training: {seed: " + "1".repeat(40) + "}\n",
            "e.yaml:1",
            "a smaller one"),
        config("an engine of none", "training: {engine: warp}\n", "e.yaml:1", "compiled"),
        config("a temperature of NaN", "training: {temperature: .nan}\n", "e.yaml:1", "correct it"),
        config("an alpha of 2", "training: {alpha: 2}\n", "e.yaml:1", "from 0"),
        config("an alpha alone", "training: {alpha: 0.5}\n", "e.yaml", "teacher"),
        config(
            "class weights of 0", "training: {class-weight: {yes: 0}}\n", "e.yaml:1", "positive"),
        config(
            "class weights that are none",
            "training: {class-weight: heavy}\n",
            "e.yaml:1",
            "balanced"),
        config("a scaling of none", "data: {scaling: log}\n", "e.yaml:1", "standard"),
        config("one column as a list", "data: {drop: x}\n", "e.yaml:1", "a list"),
        config("a column that is null", "data: {drop: [null]}\n", "e.yaml:1", "no value"),
        config("label and labels", "data: {label: y, labels: [a]}\n", "e.yaml:1", "name one"),
        config("an image size of 0", "data: {image-size: 0}\n", "e.yaml:1", "at least 1"),
        config(
            "an image size of a million", "data: {image-size: 1000000}\n", "e.yaml:1", "at most"),
        config("a metric of none", "evaluation: {primary: logloss}\n", "e.yaml", "log_loss"),
        config("a margin of none", "evaluation: {margin: {brier: no}}\n", "e.yaml:1", "number"),
        config("1001 seeds", "evaluation: {seeds: 1001}\n", "e.yaml:1", "at most 1000"),
        config("one fold", "evaluation: {folds: 1}\n", "e.yaml:1", "at least 2"),
        config(
            "a model of none", "model: {model: dense-smal}\n", "dense-smal", "mean 'dense-small'?"),
        config("a plan of none", "training: {plan: {kernels: fast}}\n", "e.yaml:1", "onednn"),
        input(
            "YAML: a head of none",
            TABLE.and(text("e.yaml", "model: {head: tanh}\n")),
            "train @t.csv --label y --config @e.yaml",
            "e.yaml",
            "sigmoid"),
        input(
            "a data set that is not there",
            text("e.yaml", "dataset: gone.csv\ndata: {label: y}\nmodel: {head: sigmoid}\n"),
            "train --config @e.yaml",
            "gone.csv",
            "no such file"));
  }

  private static List<BrokenCase> models() {
    return List.of(
        model("an empty model", "", "m.yaml", "is empty"),
        model("a model without layers", "name: m\n" + SGD, "m.yaml:1", "layers"),
        model("a model without updater", "name: m\nlayers: []\n", "m.yaml:1", "updater"),
        model("a misspelt layer", layers("[{dens: {units: 3}}]"), "m.yaml:2", "'dense'"),
        model("a misspelt key of a layer", layers("[{dense: {unit: 3}}]"), "m.yaml:2", "'units'?"),
        model("a layer without kind", layers("[3]"), "m.yaml:2", "group with one key"),
        model(
            "a layer of two kinds",
            layers("[{dense: {units: 3}, dropout: {rate: 0.1}}]"),
            "m.yaml:2",
            "a group with one key"),
        model("0 units", layers("[{dense: {units: 0}}]"), "m.yaml:2", "at least 1"),
        model("units in words", layers("[{dense: {units: few}}]"), "m.yaml:2", "whole number"),
        model("2 billion units", layers("[{dense: {units: 2000000000}}]"), "model m", "smaller"),
        model(
            "an activation of none",
            layers("[{dense: {units: 3, activation: reluu}}]"),
            "m.yaml:2",
            "relu"),
        model("dropout of everything", layers("[{dropout: {rate: 1}}]"), "m.yaml:2", "below 1"),
        model(
            "images after dense layers",
            layers("[{dense: {units: 3}}, {max-pool: {size: 2}}]"),
            "m.yaml:",
            "move it"),
        model(
            "convolution of a table",
            layers("[{conv: {filters: 3, kernel: 3}}]"),
            "model m",
            "use dense-small"),
        model(
            "a learning rate below 0",
            "name: m\nlayers: []\nupdater: {sgd: {learning-rate: -1}}\n",
            "m.yaml:3",
            "positive"),
        model(
            "a learning rate of NaN",
            "name: m\nlayers: []\nupdater: {sgd: {learning-rate: .nan}}\n",
            "m.yaml:3",
            "correct it"),
        model(
            "an updater of none",
            "name: m\nlayers: []\nupdater: {adamw: {learning-rate: 1}}\n",
            "m.yaml:3",
            "adam"),
        model(
            "two penalties",
            "name: m\nlayers: []\nl2: 1\nweight-decay: 1\n" + SGD,
            "m.yaml:4",
            "keep one"),
        model("two channels", "name: m\nchannels: 2\nlayers: []\n" + SGD, "m.yaml:2", "channels"),
        input(
            "a model named .txt",
            TABLE.and(text("m.txt", "a")),
            train("--model @m.txt"),
            "m.txt",
            ".yaml"),
        input(
            "a directory as model",
            TABLE.and(folder("m.yaml")),
            train("--model @m.yaml"),
            "m.yaml",
            "directory"),
        input("bench: no model", nothing(), "bench --model @m.yaml", "m.yaml", "no such file"),
        input(
            "bench: a model too deep",
            nothing(),
            "bench --model small-cnn --size 8",
            "small-cnn",
            "larger images"));
  }

  private static List<BrokenCase> descriptions() {
    return List.of(
        described("an empty description", "", "is empty"),
        described("a description that is a list", "- t.csv\n", "group of keys"),
        described("no data named", "label: y\n", "add files"),
        described(
            "a misspelt key of data", "files: t.csv\nlable: y\n", "yaml:2:1", "mean 'label'?"),
        described(
            "a format of none", "format: parquet\nfiles: t.csv\n", "yaml:1", "csv, images, idx"),
        described("a file that is not there", "files: u.csv\nlabel: y\n", "'u.csv'", "correct"),
        described("a file elsewhere", "files: /etc/passwd\nlabel: y\n", "passwd", "move it inside"),
        described("a file above", "files: ../t.csv\nlabel: y\n", "'../t.csv'", "move it inside"),
        described("a number for a file", "files: 3\nlabel: y\n", "yaml:1", "one file name"),
        described("a list of files", "files: [t.csv]\nlabel: y\n", "yaml:1", "one file name"),
        described("training alone", "files: {train: t.csv}\nlabel: y\n", "yaml:1", "name both"),
        described("a part of none", "files: {dev: t.csv}\nlabel: y\n", "'dev'", "known: train"),
        described(
            "a delimiter of two",
            "files: t.csv\ndelimiter: ', '\nlabel: y\n",
            "yaml:2",
            "one character"),
        described(
            "a delimiter of none",
            "files: t.csv\ndelimiter: ''\nlabel: y\n",
            "yaml:2",
            "one character"),
        described(
            "a line end as delimiter",
            "files: t.csv\ndelimiter: \"\\n\"\nlabel: y\n",
            "yaml:2",
            "one character other"),
        described(
            "a quote as delimiter",
            "files: t.csv\ndelimiter: '\"'\nlabel: y\n",
            "yaml:2",
            "one character other"),
        described("another sum", "files: t.csv\nlabel: y\nsha256: abc\n", "abc", "restore"),
        described(
            "another number of rows", "files: t.csv\nlabel: y\nrows: 7\n", "rows: 7", "correct"),
        described(
            "rows in words", "files: t.csv\nlabel: y\nrows: few\n", "yaml:3", "a whole number"),
        described(
            "classes that are not there",
            "files: t.csv\nlabel: y\nclasses: [a, b]\n",
            "t.csv:2",
            "classes"),
        described(
            "a class twice",
            "files: t.csv\nlabel: y\nclasses: [yes, yes]\n",
            "yaml:3",
            "two or more"),
        described(
            "one class described", "files: t.csv\nlabel: y\nclasses: ['yes']\n", "yaml", "two"),
        described(
            "a task of none", "files: t.csv\nlabel: y\ntask: regression\n", "yaml:3", "binary"),
        described(
            "a split column of numbers",
            "files: t.csv\nlabel: y\nsplit-column: w\n",
            "t.csv:2",
            "train, "),
        described(
            "a split column that is not there",
            "files: t.csv\nlabel: y\nsplit-column: s\n",
            "'s'",
            "'"),
        described(
            "the same file twice",
            "files: {train: t.csv, test: t.csv}\nlabel: q\n",
            "'q'",
            "known"),
        input(
            "a description that is a directory",
            folder("d/dataset.yaml"),
            "train @d --head sigmoid",
            "dataset.yaml",
            "directory"));
  }

  private static String layers(String list) {
    return "name: m\nlayers: " + list + "\n" + SGD;
  }

  private static BrokenCase config(String name, String content, String... said) {
    return experiment(name, text("e.yaml", content), said);
  }

  private static BrokenCase experiment(String name, Content file, String... said) {
    return input("YAML: " + name, TABLE.and(file), train("--config @e.yaml"), said);
  }

  private static BrokenCase model(String name, String content, String... said) {
    return input(name, TABLE.and(text("m.yaml", content)), train("--model @m.yaml"), said);
  }

  private static BrokenCase described(String name, String content, String... said) {
    Content table = text("d/t.csv", BrokenTables.GOOD);
    Content description = text("d/dataset.yaml", content);
    return input("data: " + name, table.and(description), "train @d --head sigmoid", said);
  }

  private static String train(String options) {
    return "train @t.csv --label y --head sigmoid " + options;
  }
}
