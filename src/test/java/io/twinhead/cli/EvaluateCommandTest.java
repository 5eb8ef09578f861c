package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "softmax"})
  void givesExactlyTheMetricsThatTrainingGave(String head) throws IOException {
    Path run = train("--head=" + head, "--model=dense-small", "--epochs=2");
    JsonNode evaluation = evaluate(run.toString());
    assertThat(evaluation.at("/part").textValue()).isEqualTo("test");
    assertThat(evaluation.at("/dataset").textValue()).isEqualTo("breast-cancer");
    assertThat(evaluation.at("/rows").intValue()).isEqualTo(85);
    assertThat(evaluation.at("/threshold/value").doubleValue()).isEqualTo(0.5);
    JsonNode trained = JSON.readTree(Files.readString(run.resolve("run.json"))).at("/metrics");
    assertThat(trained.size()).isGreaterThan(10);
    for (Map.Entry<String, JsonNode> metric : trained.properties()) {
      JsonNode expected = metric.getValue().at("/value");
      assertThat(evaluation.at("/metrics/" + metric.getKey())).isEqualTo(expected);
      assertThat(evaluation.at("/metrics_at_half/" + metric.getKey())).isEqualTo(expected);
    }
  }

  @Test
  void givesTheMetricsOfEveryRunOfAComparison() throws IOException {
    Path out = folder.resolve("comparison");
    CliRunner compare =
        CliRunner.run(
            "compare",
            "breast-cancer",
            "--model=logistic",
            "--seeds=2",
            "--folds=3",
            "--epochs=1",
            "--out=" + out);
    assertThat(compare.code()).as(compare.err()).isZero();
    for (String name : List.of("seed-1-fold-1-sigmoid", "seed-2-fold-3-softmax")) {
      Path run = out.resolve("runs").resolve(name);
      JsonNode trained = JSON.readTree(Files.readString(run.resolve("run.json")));
      JsonNode evaluation = evaluate(run.toString());
      assertThat(evaluation.at("/rows")).isEqualTo(trained.at("/data/test"));
      assertThat(evaluation.at("/metrics/log_loss"))
          .isEqualTo(trained.at("/metrics/log_loss/value"));
    }
    CliRunner whole = CliRunner.run("evaluate", out.toString());
    assertThat(whole.code()).isEqualTo(ExitCode.INPUT);
    assertThat(whole.err()).contains("no model.zip", "a comparison's", out + "/runs");
  }

  @Test
  void mapsClassesByNameWhereSomeAreMissing() throws IOException {
    Path run = TrainedRuns.on("iris", folder.resolve("iris"), "--head=softmax", "--epochs=40");
    JsonNode all = evaluate(run.toString(), "iris");
    assertThat(all.at("/rows").intValue()).isEqualTo(150);
    assertThat(all.at("/metrics/accuracy").doubleValue()).isGreaterThan(0.8);
    List<String> lines = Files.readAllLines(Path.of("datasets/iris/iris.csv"));
    List<String> some = lines.stream().filter(line -> !line.contains("setosa")).toList();
    Path other = Files.write(folder.resolve("other.csv"), some);
    String label = lines.get(0).substring(lines.get(0).lastIndexOf(',') + 1);
    JsonNode two = evaluate(run.toString(), other.toString(), "--label=" + label);
    assertThat(two.at("/rows").intValue()).isEqualTo(100);
    assertThat(two.at("/metrics/accuracy").doubleValue()).isGreaterThan(0.7);
  }

  @Test
  void printsALineForEachMetric() throws IOException {
    CliRunner run = CliRunner.run("evaluate", train("--head=sigmoid", "--epochs=1").toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("On 85 rows of breast-cancer, held out for testing:\n");
    assertThat(run.out()).containsPattern("\n  roc_auc +0\\.9").doesNotContain("at 0.5");
  }

  @Test
  void measuresOnAllRowsOfOtherData() throws IOException {
    Path run = trainOn(table("train.csv", "x,kind\n", 40, "no", "yes"));
    Path other = table("other.csv", "kind,x\n", 10, "no", "yes");
    JsonNode evaluation = evaluate(run.toString(), other.toString());
    assertThat(evaluation.at("/part").textValue()).isEqualTo("all");
    assertThat(evaluation.at("/rows").intValue()).isEqualTo(10);
    assertThat(evaluation.at("/dataset").textValue()).isEqualTo("other");
  }

  /** By the rule of sorted names the positive class would be another one. */
  @Test
  void keepsThePositiveClassOfTheRun() throws IOException {
    Path train = table("train.csv", "x,kind\n", 40, "ham", "spam");
    Path run = trainOn(train, "--positive=ham", "--epochs=30");
    assertThat(evaluate(run.toString(), train.toString()).at("/metrics/roc_auc").doubleValue())
        .isEqualTo(1);
  }

  @Test
  void warnsOfRowsThatTheRunLearntFrom() throws IOException {
    Path train = table("train.csv", "x,kind\n", 40, "no", "yes");
    Path run = trainOn(train);
    Path copy = Files.copy(train, folder.resolve("copy.csv"));
    CliRunner own = CliRunner.run("evaluate", run.toString(), copy.toString());
    assertThat(own.code()).isZero();
    assertThat(own.err())
        .startsWith("warning: these are the rows that the run learnt from: all of");
    assertThat(evaluate(run.toString(), copy.toString()).at("/seen").booleanValue()).isTrue();
    Path other = table("other.csv", "x,kind\n", 10, "no", "yes");
    assertThat(CliRunner.run("evaluate", run.toString(), other.toString()).err()).isEmpty();
    assertThat(CliRunner.run("evaluate", run.toString()).err()).isEmpty();
    assertThat(evaluate(run.toString()).at("/seen").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "yes"})
  void measuresRowsOfOneClass(String only) throws IOException {
    Path run = trainOn(table("train.csv", "x,kind\n", 40, "no", "yes"), "--epochs=30");
    Path other = table("other.csv", "kind,x\n", 10, only, only);
    JsonNode evaluation = evaluate(run.toString(), other.toString());
    assertThat(evaluation.at("/metrics/accuracy").doubleValue()).isEqualTo(0.5);
    assertThat(evaluation.at("/metrics/roc_auc").isNull()).isTrue();
    assertThat(evaluation.at("/why/roc_auc").textValue()).isNotEmpty();
  }

  @Test
  void mapsClassesThatAreDescribedInAnotherOrder() throws IOException {
    Path run = trainOn(table("train.csv", "x,kind\n", 40, "no", "yes"), "--epochs=30");
    table("other.csv", "x,kind\n", 10, "b", "a");
    Files.writeString(
        folder.resolve("dataset.yaml"),
        "files: other.csv\nlabel: kind\nclasses: {a: \"yes\", b: \"no\"}\npositive: \"no\"\n");
    JsonNode evaluation = evaluate(run.toString(), folder.toString());
    assertThat(evaluation.at("/metrics/roc_auc").doubleValue()).isEqualTo(1);
  }

  /** Rows that happen to have one label each look like exclusive classes, which they are not. */
  @Test
  void readsLabelsAsTheRunDid() throws IOException {
    StringBuilder table = new StringBuilder("x,a,b\n");
    StringBuilder exclusive = new StringBuilder("x,b,a\n");
    for (int i = 0; i < 80; i++) {
      table.append("%d,%d,%d%n".formatted(i % 9 - 4, i % 9 > 4 ? 1 : 0, i % 4 / 2));
      exclusive.append("%d,%d,%d%n".formatted(i % 9 - 4, i % 9 > 4 ? 0 : 1, i % 9 > 4 ? 1 : 0));
    }
    Path train = Files.writeString(folder.resolve("labels.csv"), table);
    Path run =
        TrainedRuns.on(
            train.toString(),
            folder.resolve("run"),
            "--head=sigmoid",
            "--model=logistic",
            "--labels=a,b",
            "--seed=2");
    Path other = Files.writeString(folder.resolve("exclusive.csv"), exclusive);
    assertThat(evaluate(run.toString(), other.toString()).at("/rows").intValue()).isEqualTo(80);
  }

  /** The run knows them from a description that the other data do not have. */
  @Test
  void remembersTheLabelColumnOfADescription() throws IOException {
    Path described = Files.createDirectory(folder.resolve("described"));
    Files.move(table("train.csv", "x,kind\n", 40, "no", "yes"), described.resolve("train.csv"));
    Files.writeString(described.resolve("dataset.yaml"), "files: train.csv\nlabel: kind\n");
    Path run = TrainedRuns.on(described.toString(), folder.resolve("run"), "--head=softmax");
    Path other = table("other.csv", "kind,x\n", 10, "no", "yes");
    assertThat(evaluate(run.toString(), other.toString()).at("/rows").intValue()).isEqualTo(10);
  }

  @Test
  void remembersTheLabelColumnsOfADescription() throws IOException {
    Path run = TrainedRuns.on("yeast", folder.resolve("run"), "--head=sigmoid");
    JsonNode other = evaluate(run.toString(), "datasets/yeast/yeast.csv.gz");
    assertThat(other.at("/metrics/hamming_loss").doubleValue()).isBetween(0.0, 0.5);
  }

  @Test
  void comparesCountsOnlyWhereAnEarlierVersionKeptNoHashOfTheSplit() throws IOException {
    Path run = trainOn(table("train.csv", "x,kind\n", 40, "no", "yes"));
    String record = Files.readString(run.resolve("run.json"));
    String older =
        record.replaceFirst("(?s)(\"validation_share\" : [^,]+),\\s+\"sha256\" : \"\\w+\"", "$1");
    assertThat(older).isNotEqualTo(record);
    Files.writeString(run.resolve("run.json"), older);
    assertThat(evaluate(run.toString()).at("/part").textValue()).isEqualTo("test");
  }

  @Test
  void namesARowWhoseValuesAreOutOfRange() throws IOException {
    Path run = OutOfRange.train(folder);
    CliRunner refused = CliRunner.run("evaluate", run.toString(), OutOfRange.table(folder));
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err()).contains("row 2", "out of the range").doesNotContain("learning rate");
  }

  @Test
  void refusesOtherClasses() throws IOException {
    Path run = trainOn(table("train.csv", "x,kind\n", 40, "no", "yes"));
    Path other = table("other.csv", "x,kind\n", 10, "yes", "maybe");
    CliRunner refused = CliRunner.run("evaluate", run.toString(), other.toString());
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err()).contains("maybe", "model learnt no, yes");
  }

  @Test
  void refusesDataWithoutAColumnThatTheModelNeeds() throws IOException {
    Path run = trainOn(table("train.csv", "x,kind\n", 40, "no", "yes"));
    Path other = table("other.csv", "z,kind\n", 10, "no", "yes");
    CliRunner refused = CliRunner.run("evaluate", run.toString(), other.toString());
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err()).contains("no feature column 'x'");
  }

  @Test
  void refusesDataThatHaveChangedSinceTheRun() throws IOException {
    Path data = table("train.csv", "x,kind\n", 40, "no", "yes");
    Path run = trainOn(data);
    Files.writeString(data, Files.readString(data) + "0.5,yes\n");
    CliRunner refused = CliRunner.run("evaluate", run.toString());
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err()).contains("the data have changed since " + run);
  }

  @Test
  void refusesWhatIsNoRun() throws IOException {
    CliRunner nothing = CliRunner.run("evaluate", folder.resolve("nothing").toString());
    assertThat(nothing.code()).isEqualTo(ExitCode.INPUT);
    assertThat(nothing.err()).contains("there is nothing of that name");
    CliRunner empty = CliRunner.run("evaluate", folder.toString());
    assertThat(empty.err()).contains("has no model.zip");
    Path run = train("--head=sigmoid", "--epochs=1");
    Files.writeString(run.resolve("run.json"), "{\"schema\": 1}");
    CliRunner broken = CliRunner.run("evaluate", run.toString());
    assertThat(broken.code()).isEqualTo(ExitCode.INPUT);
    assertThat(broken.err()).contains("run.json", "restore the file");
  }

  private static JsonNode evaluate(String... args) throws IOException {
    String[] all = new String[args.length + 2];
    all[0] = "evaluate";
    all[1] = "--format=json";
    System.arraycopy(args, 0, all, 2, args.length);
    CliRunner run = CliRunner.run(all);
    assertThat(run.code()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }

  private Path train(String... options) {
    return TrainedRuns.on("breast-cancer", folder.resolve("run"), options);
  }

  private Path trainOn(Path data, String... options) {
    String[] all = new String[options.length + 4];
    System.arraycopy(options, 0, all, 4, options.length);
    all[0] = "--head=sigmoid";
    all[1] = "--model=logistic";
    all[2] = "--label=kind";
    all[3] = "--seed=2";
    return TrainedRuns.on(data.toString(), folder.resolve("run"), all);
  }

  /** Rows in turns of two classes, with x below 0 in the first and above in the second. */
  private Path table(String name, String header, int rows, String first, String second)
      throws IOException {
    StringBuilder text = new StringBuilder(header);
    boolean labelFirst = header.startsWith("kind");
    for (int i = 0; i < rows; i++) {
      String label = i % 2 == 0 ? first : second;
      double x = (i % 2 == 0 ? -1 : 1) * (0.5 + i % 7);
      text.append(labelFirst ? label + "," + x : x + "," + label).append('\n');
    }
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file;
  }
}
