package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that an earlier run has learnt from do not test what is made of it. */
class LineageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @BeforeEach
  void writeNoise() throws IOException {
    writeNoise("noise.csv", 1);
    writeNoise("other.csv", 2);
  }

  @ParameterizedTest
  @CsvSource({"--init-from, start", "--teacher, teacher"})
  void usesTheSplitOfTheEarlierRun(String option, String role) throws IOException {
    Path first = train("first", "noise.csv", "--seed=1");
    CliRunner next = run("next", "noise.csv", "--seed=2", option + "=" + first);
    assertThat(next.out()).contains("Uses the split of " + first, "30 rows held out for testing");
    JsonNode record = record("next");
    assertThat(record.get("split")).isEqualTo(record("first").get("split"));
    JsonNode ancestor = record.at("/ancestors/0");
    assertThat(ancestor.get("run").textValue()).isEqualTo(first.toString());
    assertThat(ancestor.get("role").textValue()).isEqualTo(role);
    assertThat(ancestor.get("model_sha256").textValue()).hasSize(64);
    assertThat(ancestor.at("/data/sha256")).isEqualTo(record.at("/data/sha256"));
    assertThat(ancestor.get("split")).isEqualTo(record.get("split"));
    assertThat(CliRunner.run("evaluate", "" + folder.resolve("next")).code()).isZero();
  }

  @Test
  void usesTheFoldOfAComparison() throws IOException {
    Path comparison = folder.resolve("comparison");
    CliRunner compared =
        CliRunner.run(
            "compare",
            "" + folder.resolve("noise.csv"),
            "--label=y",
            "--model=logistic",
            "--seeds=1",
            "--folds=2",
            "--epochs=1",
            "--quiet",
            "--out=" + comparison);
    assertThat(compared.code()).as(compared.err()).isZero();
    train("next", "noise.csv", "--init-from=" + comparison.resolve("runs/seed-1-fold-2-sigmoid"));
    assertThat(record("next").at("/split/fold").intValue()).isEqualTo(2);
    assertThat(record("next").at("/data/test").intValue()).isEqualTo(100);
  }

  @Test
  void refusesRunsThatLeaveNoRowsUnseen() {
    Path first = train("first", "noise.csv", "--seed=1");
    Path second = train("second", "noise.csv", "--seed=2");
    CliRunner next = run("next", "noise.csv", "--init-from=" + first, "--teacher=" + second);
    assertThat(next.code()).isEqualTo(ExitCode.INPUT);
    assertThat(next.err()).contains("split seed", first.toString(), second.toString(), "--seed");
    assertThat(folder.resolve("next")).doesNotExist();
  }

  @Test
  void followsTheLineThroughOtherData() throws IOException {
    Path first = train("first", "noise.csv", "--seed=1");
    CliRunner middle = run("middle", "other.csv", "--seed=2", "--init-from=" + first);
    assertThat(middle.out()).contains("overlap").doesNotContain("Uses the split");
    assertThat(record("middle").get("split")).isNotEqualTo(record("first").get("split"));
    CliRunner last =
        run("last", "noise.csv", "--seed=3", "--init-from=" + folder.resolve("middle"));
    assertThat(last.out()).contains("Uses the split of " + first, "learnt from other data");
    assertThat(record("last").get("split")).isEqualTo(record("first").get("split"));
    assertThat(record("last").at("/ancestors/0/ancestors/0/run").textValue())
        .isEqualTo(first.toString());
  }

  @Test
  void refusesARunThatDoesNotSayWhatItHasSeen() throws IOException {
    Path first = train("first", "noise.csv");
    ObjectNode record = (ObjectNode) record("first");
    record.putNull("split");
    Files.writeString(first.resolve("run.json"), record.toString());
    CliRunner next = run("next", "noise.csv", "--init-from=" + first);
    assertThat(next.code()).isEqualTo(ExitCode.INPUT);
    assertThat(next.err()).contains("unseen", "train it again");
    assertThat(run("elsewhere", "other.csv", "--init-from=" + first).code()).isZero();
  }

  @Test
  void refusesRowsThatWereDividedInAnotherWay() {
    Path first = train("first", "noise.csv", "--time=when");
    CliRunner next = run("next", "noise.csv", "--drop=when", "--init-from=" + first);
    assertThat(next.code()).isEqualTo(ExitCode.INPUT);
    assertThat(next.err()).contains("divided", "config.yaml");
  }

  private Path train(String name, String data, String... options) {
    CliRunner run = run(name, data, options);
    assertThat(run.code()).as(run.err()).isZero();
    return folder.resolve(name);
  }

  private CliRunner run(String name, String data, String... options) {
    List<String> line = new ArrayList<>(List.of("train", "" + folder.resolve(data)));
    line.addAll(
        List.of(
            "--label=y",
            "--head=sigmoid",
            "--model=logistic",
            "--epochs=1",
            "--out=" + folder.resolve(name)));
    line.addAll(List.of(options));
    return CliRunner.run(line.toArray(String[]::new));
  }

  private JsonNode record(String name) throws IOException {
    return JSON.readTree(Files.readString(folder.resolve(name).resolve("run.json")));
  }

  private void writeNoise(String name, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder csv = new StringBuilder("when,a,b,c,d,e,f,g,h,y\n");
    for (int i = 0; i < 200; i++) {
      csv.append(i);
      for (int k = 0; k < 8; k++) {
        csv.append(',').append(random.nextDouble());
      }
      csv.append(',').append(random.nextBoolean() ? "yes" : "no").append('\n');
    }
    Files.writeString(folder.resolve(name), csv);
  }
}
