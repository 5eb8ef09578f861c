package io.twinhead.cli;

import static io.twinhead.cli.BrokenCase.folder;
import static io.twinhead.cli.BrokenCase.input;
import static io.twinhead.cli.BrokenCase.link;
import static io.twinhead.cli.BrokenCase.nothing;
import static io.twinhead.cli.BrokenCase.text;
import static io.twinhead.cli.BrokenCase.usage;

import io.twinhead.cli.BrokenCase.Content;
import java.util.List;
import java.util.stream.Stream;

/** Command lines that cannot be followed. */
final class BrokenFlags {
  private static final Content TABLE = text("t.csv", BrokenTables.GOOD);

  private BrokenFlags() {}

  static Stream<BrokenCase> cases() {
    return Stream.of(words(), train(), compare(), runs(), bench(), rest(), places())
        .flatMap(List::stream);
  }

  private static List<BrokenCase> words() {
    return List.of(
        flags("a misspelt command", "trian @t.csv", "trian", "train"),
        flags("a command of none", "frobnicate", "frobnicate", "help"),
        flags("an option before the command", "--epochs 3 train", "--epochs", "help"),
        flags("a misspelt option", fit("--epoch 3"), "--epoch", "--epochs"),
        flags("an option of none", fit("--frobnicate"), "--frobnicate", "--help"),
        flags("an option without its value", fit("--epochs"), "--epochs", "E"),
        flags("an option instead of a value", fit("--epochs --quiet"), "--epochs", "E"),
        flags("an option twice", fit("--epochs 3 --epochs 4"), "--epochs", "once"),
        flags("a value for a switch", fit("--quiet=perhaps"), "--quiet", "perhaps"),
        flags("two data sets", fit("@u.csv"), "u.csv", "--help"),
        flags("a short option", fit("-e 3"), "-e", "--help"));
  }

  private static List<BrokenCase> train() {
    return List.of(
        flags("no data set", "train --head sigmoid", "DATASET", "breast-cancer"),
        flags("no head", "train @t.csv --label y", "--head", "compare"),
        flags("a head of none", "train @t.csv --label y --head tanh", "tanh", "softmax"),
        flags("0 epochs by flag", fit("--epochs 0"), "epochs = 0", "at least 1"),
        flags("many epochs", fit("--epochs many"), "--epochs", "many"),
        flags("2^40 epochs", fit("--epochs 1099511627776"), "--epochs", "1099511627776"),
        flags("half an epoch", fit("--epochs 0.5"), "--epochs", "0.5"),
        flags("no patience", fit("--patience 0"), "patience = 0", "at least 1"),
        flags("an empty batch", fit("--batch-size 0"), "batch-size = 0", "at least 1"),
        flags("a seed in letters", fit("--seed abc"), "--seed", "abc"),
        flags("no threads", fit("--threads 0"), "threads = 0", "at least 1"),
        flags("a million threads", fit("--threads 1000000"), "threads", "at most"),
        flags("no jobs", fit("--jobs 0"), "jobs = 0", "at least 1"),
        flags("an engine of none by flag", fit("--engine turbo"), "--engine", "compiled"),
        flags("a task of none by flag", fit("--task regression"), "--task", "binary"),
        flags("a scaling of none by flag", fit("--scaling robust"), "--scaling", "standard"),
        flags("a link of none", fit("--link cauchit"), "--link", "probit"),
        flags("images of 0 pixels", fit("--image-size 0"), "image-size", "at least 1"),
        flags("an error rule of none", fit("--on-error ignore"), "--on-error", "skip"),
        flags(
            "a class weight without number", fit("--class-weight yes"), "class-weight", "balanced"),
        flags("a class weight of -1", fit("--class-weight yes=-1"), "class-weight", "positive"),
        flags("a class weight of NaN", fit("--class-weight yes=NaN"), "class-weight", "positive"),
        flags("correction of nothing", fit("--prior-correction"), "class-weight", "give both"),
        flags("a part of no run", fit("--init head"), "init-from", "give both"),
        flags("temperature without teacher", fit("--temperature 2"), "teacher", "give both"),
        flags("temperature of 0", fit("--teacher @r --temperature 0"), "temperature", "above 0"),
        flags("alpha of 1.5", fit("--teacher @r --alpha 1.5"), "alpha", "from 0"),
        flags("label and labels by flag", fit("--labels x,w"), "label", "name one"),
        input("no teacher there", TABLE, fit("--teacher @gone"), "gone", "train has written"),
        input("no start there", TABLE, fit("--init-from @gone"), "gone", "train has written"),
        input(
            "a link for softmax",
            TABLE,
            "train @t.csv --label y --head softmax --link probit",
            "link",
            "sigmoid"),
        input("a model of none by flag", TABLE, fit("--model resnet"), "resnet", "known"),
        input(
            "no configuration there",
            TABLE,
            fit("--config @gone.yaml"),
            "gone.yaml",
            "no such file"));
  }

  private static List<BrokenCase> compare() {
    return List.of(
        flags("compare: no data", "compare", "DATASET", "breast-cancer"),
        flags("compare: a head", pair("--head sigmoid"), "--head", "--help"),
        flags("compare: one fold", pair("--folds 1"), "folds = 1", "at least 2"),
        flags("compare: no seeds", pair("--seeds 0"), "seeds = 0", "at least 1"),
        flags("compare: a mode of none", pair("--mode fair"), "--mode", "matched"),
        flags("compare: a metric of none", pair("--primary loss"), "loss", "log_loss"),
        flags("compare: a margin of 0", pair("--margin brier=0"), "brier", "positive"),
        flags("compare: a margin of NaN", pair("--margin brier=NaN"), "brier", "positive"),
        flags("compare: a margin of a word", pair("--margin brier=big"), "--margin", "big"),
        flags("compare: a margin without metric", pair("--margin 0.1"), "--margin", "METRIC"),
        flags("compare: a format of none", pair("--format xml"), "--format", "json"),
        input(
            "compare: a link, matched",
            TABLE,
            pair("--mode matched --link probit"),
            "matched",
            "--mode naive"),
        input("compare: more folds than rows", TABLE, pair("--folds 1000"), "1000", "--folds"));
  }

  private static List<BrokenCase> runs() {
    return List.of(
        flags("evaluate: no run", "evaluate", "RUN", "--help"),
        flags("evaluate: a format of none", "evaluate @r --format csv", "--format", "json"),
        flags("evaluate: three things", "evaluate @r @t.csv @u.csv", "u.csv", "--help"),
        flags("predict: no input", "predict @r", "INPUT", "--help"),
        flags("predict: a format of none", "predict @r @t.csv --format json", "--format", "jsonl"),
        flags(
            "predict: an error rule of none",
            "predict @r @t.csv --on-error stop",
            "--on-error",
            "skip"),
        flags("predict: a label", "predict @r @t.csv --label y", "--label", "--help"),
        flags("convert: no head", "convert @r --out @out", "--to", "--help"),
        flags("convert: a head of none", "convert @r --to tanh --out @out", "tanh", "softmax"),
        flags(
            "convert: a convention of none",
            "convert @r --to softmax --convention half --out @out",
            "--convention",
            "zero"),
        flags(
            "convert: a choice of one",
            "convert @r --to sigmoid --convention zero --out @out",
            "--convention",
            "no choice"),
        flags("calibrate: no run", "calibrate", "RUN", "--help"),
        flags("calibrate: a method of none", "calibrate @r --method magic", "--method", "platt"),
        flags(
            "calibrate: an objective of none",
            "calibrate @r --threshold best",
            "--threshold",
            "f1"),
        flags("calibrate: costs of one", "calibrate @r --threshold cost:1", "--threshold", "cost"),
        flags(
            "calibrate: costs below 0",
            "calibrate @r --threshold cost:-1,5",
            "--threshold",
            "cost"),
        input("evaluate: nothing there", nothing(), "evaluate @gone", "gone", "train has written"),
        input("predict: nothing there", nothing(), "predict @gone @t.csv", "gone", "train"),
        input("convert: nothing there", nothing(), "convert @gone --to softmax", "gone", "train"),
        input("calibrate: nothing there", nothing(), "calibrate @gone", "gone", "train has"),
        input("audit: nothing there", nothing(), "audit @gone", "gone", "train has"),
        input("evaluate: a table as run", TABLE, "evaluate @t.csv", "t.csv", "is a file"),
        input("audit: an empty directory", folder("r"), "audit @r", "no model.zip", "train"),
        input("evaluate: a comparison", folder("r/runs"), "evaluate @r", "comparison", "r/runs"),
        input(
            "convert: into itself",
            folder("r"),
            "convert @r --to softmax --out @r",
            "--out",
            "another"));
  }

  private static List<BrokenCase> bench() {
    return List.of(
        flags("bench: no pixels", "bench --size 0", "size", "at least"),
        flags("bench: -1 pixels", "bench --size -1", "size", "at least"),
        flags("bench: no steps", "bench --steps 0", "steps", "at least"),
        flags("bench: an empty batch", "bench --batch-size 0", "batch", "at least"),
        flags("bench: no inputs", "bench --model logistic --features 0", "= 0", "at least"),
        flags("bench: no channels", "bench --channels 0", "= 0", "at least 1"),
        flags("bench: -2 threads", "bench --threads -2", "threads", "0"),
        flags("bench: a head of none", "bench --head tanh", "tanh", "sigmoid"),
        flags("bench: a head without name", "bench --head", "--head", "sigmoid"),
        flags("bench: an engine of none", "bench --engine warp", "--engine", "both"),
        flags("bench: data", "bench iris", "iris", "--help"),
        flags("bench: 2 billion pixels", "bench --size 2000000000", "2000000000", "use smaller"),
        flags(
            "bench: a batch of 2 billion",
            "bench --batch-size 2000000000 --steps 1",
            "2000000000",
            "use smaller"),
        flags(
            "bench: 2 billion features",
            "bench --model logistic --features 2000000000",
            "2000000000",
            "use smaller"),
        input("bench: a model of none", nothing(), "bench --model vgg", "vgg", "known"));
  }

  private static List<BrokenCase> rest() {
    return List.of(
        flags("lint: nothing", "lint", "DATASET", "--list"),
        flags("lint: one fold", "lint @t.csv --folds 1", "folds", "at least 2"),
        flags("lint: a head of none", "lint @t.csv --head relu", "relu", "softmax"),
        flags("lint: a format of none", "lint @t.csv --format html", "--format", "json"),
        flags("audit: a seed of none", "audit --seed x", "--seed", "x"),
        flags("audit: two runs", "audit @a @b", "b", "--help"),
        flags("audit: a misspelt option", "audit --sed 3", "--sed", "--seed"),
        flags("datasets: a name", "datasets iris", "iris", "--help"),
        flags("datasets: a format of none", "datasets --format yaml", "--format", "json"),
        input(
            "lint: settings of a model",
            text("m.zip", "a"),
            "lint @m.zip --label y",
            "'label'",
            "leave"),
        input("lint: text as model", text("m.zip", "a"), "lint @m.zip", "m.zip", "again"),
        input("lint: an empty model", text("m.zip", ""), "lint @m.zip", "m.zip", "again"),
        input(
            "lint: a comparison",
            text("c/comparison.json", "{}"),
            "lint @c",
            "comparison",
            "name"));
  }

  private static List<BrokenCase> places() {
    Content full = TABLE.and(text("full/thesis.tex", "mine"));
    return List.of(
        input("out: a full directory", full, fit("--out @full"), "full", "name another place"),
        input("out: not a result", full, fit("--out @full --overwrite"), "thesis", "another place"),
        input("out: a file", TABLE, fit("--out @t.csv"), "t.csv", "another place"),
        input("out: below a file", TABLE, fit("--out @t.csv/out"), "t.csv", "another place"),
        input(
            "out: a link to nothing",
            TABLE.and(link("l", "gone/far")),
            fit("--out @l"),
            "l",
            "place"),
        input("out: a link to itself", TABLE.and(link("l", "l")), fit("--out @l"), "l", "place"),
        input("out: no place for files", TABLE, fit("--out /proc/nowhere"), "/proc", "place"),
        input("out: a name too long", TABLE, fit("--out @" + "n".repeat(300)), "nnn", "place"),
        input("out: a device", TABLE, fit("--out /dev/full"), "/dev/full", "place"),
        input("compare: out is a file", TABLE, pair("--out @t.csv"), "t.csv", "another place"),
        input("audit: out is full", full, "audit --out @full", "full", "another place"),
        input("out: nothing", TABLE, fit("--out="), "--out", "another place"));
  }

  private static BrokenCase flags(String name, String command, String... said) {
    return usage(name, TABLE, command, said);
  }

  private static String fit(String options) {
    return "train @t.csv --label y --head sigmoid " + options;
  }

  private static String pair(String options) {
    return "compare @t.csv --label y " + options;
  }
}
