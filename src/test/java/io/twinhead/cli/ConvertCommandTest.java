package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.training.SavedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double FLOAT = 1e-6;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"zero", "antisymmetric"})
  void convertsAConvolutionalNetworkThereAndBack(String convention) throws IOException {
    Path images = folder.resolve("images");
    DarkAndLight.draw(images);
    Path run = TrainedRuns.on(images.toString(), folder.resolve("run"), "--head=sigmoid");
    JsonNode there = convert(run, "softmax", folder.resolve("there"), "--convention=" + convention);
    assertExact(there, 24);
    assertThat(there.at("/from").textValue()).isEqualTo("sigmoid");
    assertThat(there.at("/to").textValue()).isEqualTo("softmax");
    assertThat(there.at("/convention").textValue()).isEqualTo(convention);
    JsonNode back = convert(folder.resolve("there"), "sigmoid", folder.resolve("back"));
    assertExact(back, 24);
    assertThat(back.at("/convention").isNull()).isTrue();
    try (SavedRun first = SavedRun.open(run);
        SavedRun last = SavedRun.open(folder.resolve("back"))) {
      assertThat(last.network().params()).isEqualTo(first.network().params());
      assertThat(last.network().getUpdater().getStateViewArray())
          .isEqualTo(first.network().getUpdater().getStateViewArray());
      assertThat(last.network().getIterationCount())
          .isEqualTo(first.network().getIterationCount())
          .isPositive();
    }
  }

  @Test
  void neverReplacesTheRunThatItReads() throws IOException {
    Path run = table("--head=softmax");
    CliRunner onto =
        CliRunner.run("convert", "" + run, "--to=sigmoid", "--overwrite", "--out=" + run);
    assertThat(onto.code()).isEqualTo(ExitCode.INPUT);
    assertThat(onto.err()).contains("name another directory");
    assertThat(run.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void keepsWhereTheNewRunIsFromAndItsCertificate() throws IOException {
    Path run = table("--head=softmax");
    Path out = folder.resolve("out");
    JsonNode printed = convert(run, "sigmoid", out);
    JsonNode record = JSON.readTree(Files.readString(out.resolve("run.json")));
    assertThat(record.at("/conversion")).isEqualTo(printed);
    assertThat(record.at("/head").textValue()).isEqualTo("sigmoid");
    assertThat(record.at("/converted_from/run").textValue()).isEqualTo(run.toString());
    assertThat(record.at("/converted_from/sha256").textValue()).hasSize(64);
    assertThat(Files.readString(out.resolve("config.yaml"))).contains("head: sigmoid");
    assertThat(out.resolve("metrics.jsonl")).hasSameBinaryContentAs(run.resolve("metrics.jsonl"));
    MultiLayerNetwork stock =
        ModelSerializer.restoreMultiLayerNetwork(out.resolve("model.zip").toFile(), true);
    assertThat(stock.getOutputLayer().conf().getLayer().toString()).contains("nOut=1");
  }

  @Test
  void givesRunsThatEvaluateAlike() throws IOException {
    Path run = table("--head=softmax");
    convert(run, "sigmoid", folder.resolve("out"));
    JsonNode before = evaluate(run);
    JsonNode after = evaluate(folder.resolve("out"));
    assertThat(before.size()).isGreaterThan(10);
    before
        .properties()
        .forEach(
            metric ->
                assertThat(after.at("/" + metric.getKey()).doubleValue())
                    .isBetween(
                        metric.getValue().doubleValue() - FLOAT,
                        metric.getValue().doubleValue() + FLOAT));
  }

  @Test
  void certifiesOnRandomInputsWhereTheDataAreGone() throws IOException {
    Path images = folder.resolve("images");
    DarkAndLight.draw(images);
    Path run = TrainedRuns.on(images.toString(), folder.resolve("run"), "--head=softmax");
    Files.move(images, folder.resolve("elsewhere"));
    JsonNode certificate = convert(run, "sigmoid", folder.resolve("out"));
    assertThat(Files.readString(run.resolve("run.json"))).contains("antisymmetry");
    assertThat(Files.readString(folder.resolve("out/run.json"))).doesNotContain("antisymmetry");
    assertExact(certificate, 1000);
    assertThat(certificate.at("/rows_from").textValue()).startsWith("random inputs");
  }

  @Test
  void saysItForPeople() throws IOException {
    CliRunner convert =
        CliRunner.run(
            "convert",
            table("--head=sigmoid").toString(),
            "--to=softmax",
            "--out=" + folder.resolve("out"));
    assertThat(convert.code()).as(convert.err()).isZero();
    assertThat(convert.out())
        .startsWith("sigmoid to softmax (antisymmetric), on 569 rows (all of breast-cancer):")
        .containsPattern("decisions changed +0\n")
        .contains("a temperature too, acts");
  }

  /** Adam divides the gradients of the two units, penalty included, by different sizes. */
  @Test
  void doesNotPromiseWhatAnAdaptivePenaltyBreaks() throws IOException {
    Path model =
        Files.writeString(
            folder.resolve("decayed.yaml"),
            "name: decayed\nlayers: []\nupdater: {adam: {learning-rate: 0.01}}\nl2: 0.01\n");
    Path run = table("--head=sigmoid", "--model=" + model);
    Path zero = folder.resolve("zero");
    assertThat(convert(run, "softmax", zero, "--convention=zero").at("/note").textValue())
        .startsWith("Training that goes on from the new run goes on otherwise");
    Path opposites = folder.resolve("opposites");
    assertThat(convert(run, "softmax", opposites).has("note")).isFalse();
    assertThat(convert(opposites, "sigmoid", folder.resolve("back")).has("note")).isFalse();
    CliRunner back =
        CliRunner.run("convert", "" + zero, "--to=sigmoid", "--out=" + folder.resolve("back2"));
    assertThat(back.out()).contains("Training that goes on from the new run goes on otherwise");
  }

  @Test
  void printsNoDifferenceAsZero() {
    Path run = table("--head=sigmoid");
    Path there = folder.resolve("there");
    CliRunner convert =
        CliRunner.run("convert", "" + run, "--to=softmax", "--convention=zero", "--out=" + there);
    assertThat(convert.out()).containsPattern("of the log-odds +0\n").doesNotContain("0.00\n");
  }

  @Test
  void refusesWhatIsNoConversion() {
    String run = table("--head=sigmoid").toString();
    Path out = folder.resolve("out");
    CliRunner same = CliRunner.run("convert", run, "--to=sigmoid", "--out=" + out);
    assertThat(same.code()).isEqualTo(ExitCode.INPUT);
    assertThat(same.err()).contains("has a sigmoid head already");
    assertThat(out).doesNotExist();
    CliRunner choice =
        CliRunner.run("convert", run, "--to=sigmoid", "--convention=zero", "--out=" + out);
    assertThat(choice.code()).isEqualTo(ExitCode.USAGE);
    CliRunner unknown = CliRunner.run("convert", run, "--to=tanh", "--out=" + out);
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void refusesMoreThanTwoClassesAndOtherLinks() {
    Path iris = TrainedRuns.on("iris", folder.resolve("iris"), "--head=softmax");
    CliRunner classes = convertToSoftmax(iris, "sigmoid");
    assertThat(classes.code()).isEqualTo(ExitCode.INPUT);
    assertThat(classes.err()).contains("3 classes");
    Path probit = table("--head=sigmoid", "--link=probit");
    CliRunner link = convertToSoftmax(probit, "softmax");
    assertThat(link.code()).isEqualTo(ExitCode.INPUT);
    assertThat(link.err()).contains("link probit");
  }

  private CliRunner convertToSoftmax(Path run, String to) {
    return CliRunner.run("convert", run.toString(), "--to=" + to, "--out=" + folder.resolve("out"));
  }

  private Path table(String... options) {
    return TrainedRuns.on("breast-cancer", folder.resolve("run"), options);
  }

  private static void assertExact(JsonNode certificate, int rows) {
    assertThat(certificate.at("/rows").intValue()).isEqualTo(rows);
    assertThat(certificate.at("/decisions_changed").intValue()).isZero();
    assertThat(certificate.at("/ties").intValue()).isZero();
    assertThat(certificate.at("/max_abs_probability_difference").doubleValue()).isLessThan(FLOAT);
  }

  private static JsonNode convert(Path run, String to, Path out, String... more)
      throws IOException {
    String[] args = new String[more.length + 5];
    args[0] = "convert";
    args[1] = run.toString();
    args[2] = "--to=" + to;
    args[3] = "--out=" + out;
    args[4] = "--format=json";
    System.arraycopy(more, 0, args, 5, more.length);
    CliRunner convert = CliRunner.run(args);
    assertThat(convert.code()).as(convert.err()).isZero();
    return JSON.readTree(convert.out());
  }

  private static JsonNode evaluate(Path run) throws IOException {
    CliRunner evaluate = CliRunner.run("evaluate", run.toString(), "--format=json");
    assertThat(evaluate.code()).as(evaluate.err()).isZero();
    return JSON.readTree(evaluate.out()).at("/metrics");
  }
}
