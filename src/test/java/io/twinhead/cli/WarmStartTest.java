package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.Experiment;
import io.twinhead.config.Scaling;
import io.twinhead.config.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fits of an earlier run, and what is said about it. */
class WarmStartTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeData() throws IOException {
    writeData("data.csv", 1);
    writeData("other.csv", 2);
    writeModel("adam", "adam: { learning-rate: 0.01 }");
    writeModel("l2", "adam: { learning-rate: 0.01 }\nl2: 0.01");
    writeModel("wild", "sgd: { learning-rate: 1000 }");
    writeModel("sgd", "sgd: { learning-rate: 0.1 }");
  }

  @Test
  void takesNoHeadOfOtherClasses() {
    Path first = train("first", "data.csv", "--head=sigmoid");
    String start = "--init-from=" + first;
    CliRunner flipped = run("flipped", "other.csv", "--head=sigmoid", "--positive=no", start);
    assertThat(flipped.code()).as(flipped.err()).isZero();
    assertThat(flipped.out()).contains("Starts from the trunk of " + first);
    for (String part : List.of("head", "both")) {
      CliRunner asked =
          run("x", "other.csv", "--head=softmax", "--positive=no", start, "--init=" + part);
      assertThat(asked.code()).isEqualTo(ExitCode.INPUT);
      assertThat(asked.err()).contains("no, yes", "yes, no", "--init trunk");
    }
  }

  @ParameterizedTest
  @CsvSource({"sigmoid, softmax", "softmax, sigmoid", "softmax, softmax"})
  void takesTheHeadAlone(String head, String other) {
    Path first = train("first", "data.csv", "--head=" + head);
    CliRunner next =
        run("next", "data.csv", "--head=" + other, "--init=head", "--init-from=" + first);
    assertThat(next.code()).as(next.err()).isZero();
    assertThat(next.out()).contains("Starts from the head of " + first);
  }

  @Test
  void keepsTheScalingThatTheTrunkLearntFrom() {
    Path first = train("first", "data.csv", "--head=sigmoid", "--scaling=minmax");
    String start = "--init-from=" + first;
    Path next = train("next", "data.csv", "--head=sigmoid", start);
    assertThat(scaling(next)).isEqualTo(Scaling.MINMAX);
    assertThat(scaling(train("said", "data.csv", "--head=sigmoid", start, "--scaling=minmax")))
        .isEqualTo(Scaling.MINMAX);
    CliRunner refused = run("x", "data.csv", "--head=sigmoid", start, "--scaling=standard");
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err()).contains("minmax", "scaling = standard", "--init head");
    Path head =
        train("head", "data.csv", "--head=sigmoid", start, "--init=head", "--scaling=standard");
    assertThat(scaling(head)).isEqualTo(Scaling.STANDARD);
  }

  @Test
  void saysWhatBecomesOfTheUpdater() {
    Path adam = train("first-adam", "data.csv", "--head=sigmoid", model("adam"));
    Path sgd = train("first-sgd", "data.csv", "--head=sigmoid", model("sgd"));
    String same = "--head=sigmoid";
    assertThat(run("a", "data.csv", same, model("adam"), "--init-from=" + adam).out())
        .contains("updater's state");
    assertThat(run("b", "data.csv", same, model("sgd"), "--init-from=" + adam).out())
        .contains("Goes on from", "starts afresh")
        .doesNotContain("updater's state");
    assertThat(run("c", "data.csv", same, model("sgd"), "--init-from=" + sgd).out())
        .contains("Goes on from")
        .doesNotContain("updater");
    CliRunner across =
        run("x", "data.csv", "--head=softmax", model("sgd"), "--init=both", "--init-from=" + adam);
    assertThat(across.code()).isEqualTo(ExitCode.INPUT);
    assertThat(across.err()).contains("updater", "--init trunk");
  }

  @Test
  void saysWhereOneHeadDoesNotFollowTheOther() {
    String model = model("l2");
    Path pair = train("pair", "data.csv", "--head=softmax", model);
    String obstacle = "does not learn as the other head";
    assertThat(unwrapped(run("a", "data.csv", "--head=sigmoid", model, "--init-from=" + pair)))
        .contains(obstacle, "l2 = 0.01");
    assertThat(unwrapped(run("b", "data.csv", "--head=softmax", model, "--init-from=" + pair)))
        .doesNotContain(obstacle);
    Path unit = train("unit", "data.csv", "--head=sigmoid", model);
    assertThat(unwrapped(run("c", "data.csv", "--head=softmax", model, "--init-from=" + unit)))
        .doesNotContain(obstacle);
    for (String convention : List.of("zero", "antisymmetric")) {
      Path split = folder.resolve(convention);
      assertThat(
              CliRunner.run(
                      "convert",
                      "" + unit,
                      "--to=softmax",
                      "--convention=" + convention,
                      "--out=" + split)
                  .code())
          .isZero();
      String out =
          unwrapped(
              run("on-" + convention, "data.csv", "--head=softmax", model, "--init-from=" + split));
      assertThat(out.contains(obstacle)).as(out).isEqualTo(convention.equals("zero"));
    }
  }

  @ParameterizedTest
  @CsvSource({"probit", "cloglog"})
  void dividesNoOtherNumbersThanLogOdds(String link) {
    Path first = train("first", "data.csv", "--head=sigmoid");
    String[] line = {"--head=sigmoid", "--link=" + link, "--teacher=" + first};
    CliRunner hot = run("x", "data.csv", line);
    assertThat(hot.code()).isEqualTo(ExitCode.INPUT);
    assertThat(hot.err()).contains("temperature = 2.0", link, "--temperature 1");
    CliRunner plain = run("plain", "data.csv", line[0], line[1], line[2], "--temperature=1");
    assertThat(plain.code()).as(plain.err()).isZero();
  }

  @Test
  void warnsIfNoEpochBettersTheStart() {
    Path first = train("first", "data.csv", "--head=sigmoid", model("adam"));
    String start = "--init-from=" + first;
    CliRunner worse = run("worse", "data.csv", "--head=sigmoid", model("wild"), start, "--quiet");
    assertThat(worse.err().replaceAll("\\s+", " "))
        .contains("Warning: no epoch has bettered", "before the first step", "after epoch");
    CliRunner better = run("better", "data.csv", "--head=sigmoid", model("adam"), start);
    assertThat(better.err()).contains("epoch").doesNotContain("Warning");
  }

  @Test
  void countsThePassesOfTheRunThatItGoesOnFrom() throws IOException {
    Path first = train("first", "data.csv", "--head=sigmoid", "--epochs=1");
    Path next = train("next", "data.csv", "--head=sigmoid", "--epochs=1", "--init-from=" + first);
    assertThat(trunk(first)).contains("epochs: 1", "iterations: 5");
    assertThat(trunk(next)).contains("epochs: 2", "iterations: 10");
  }

  private static String trunk(Path run) throws IOException {
    try (ZipFile zip = new ZipFile(run.resolve("model.zip").toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry("trunk.yaml")).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static @Nullable Scaling scaling(Path run) {
    return Yaml.read(run.resolve("config.yaml"), Experiment.class).data().scaling();
  }

  private Path train(String name, String data, String... options) {
    CliRunner run = run(name, data, options);
    assertThat(run.code()).as(run.err()).isZero();
    return folder.resolve(name);
  }

  private CliRunner run(String name, String data, String... options) {
    List<String> line = new ArrayList<>(List.of("train", "" + folder.resolve(data)));
    line.addAll(List.of("--label=y", "--out=" + folder.resolve(name)));
    line.addAll(List.of(options));
    if (line.stream().noneMatch(option -> option.startsWith("--model"))) {
      line.add("--model=logistic");
    }
    if (line.stream().noneMatch(option -> option.startsWith("--epochs"))) {
      line.add("--epochs=3");
    }
    return CliRunner.run(line.toArray(String[]::new));
  }

  private static String unwrapped(CliRunner run) {
    assertThat(run.code()).as(run.err()).isZero();
    return run.out().replaceAll("\\s+", " ");
  }

  private String model(String name) {
    return "--model=" + folder.resolve(name + ".yaml");
  }

  private void writeModel(String name, String updater) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        "name: %s\nlayers: []\nupdater:\n  %s\n".formatted(name, updater));
  }

  private void writeData(String name, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder csv = new StringBuilder("a,b,c,y\n");
    for (int i = 0; i < 200; i++) {
      double a = random.nextDouble();
      double noise = random.nextDouble();
      csv.append(a).append(',').append(random.nextDouble()).append(',').append(noise);
      csv.append(a + noise > 1.2 ? ",yes\n" : ",no\n");
    }
    Files.writeString(folder.resolve(name), csv);
  }
}
