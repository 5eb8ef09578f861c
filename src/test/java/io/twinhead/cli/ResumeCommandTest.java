package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run directory as a killed process leaves it, and {@code train --resume} on it. */
class ResumeCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private Path model;
  private Path whole;
  private Path killed;

  @BeforeEach
  void prepare() throws IOException {
    whole = folder.resolve("whole");
    killed = folder.resolve("killed");
    model = folder.resolve("dropping.yaml");
    Files.writeString(
        model,
        """
        name: dropping
        layers: [{dense: {units: 12}}, {dropout: {rate: 0.5}}, {dense: {units: 6}}]
        updater: {adam: {learning-rate: 0.01}}
        """);
  }

  @ParameterizedTest
  @CsvSource({"compiled, sigmoid", "compiled, softmax", "reference, sigmoid", "reference, softmax"})
  void endsWithTheSameBitsAsIfNothingHadHappened(String engine, String head) throws IOException {
    String[] options = {"--engine=" + engine, "--head=" + head};
    assertThat(train(whole, options).code()).isZero();
    kill(2);
    CliRunner resumed = train(killed, with(options, "--resume"));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Going on ");
    requireSame();
    assertThat(killed.toFile().list()).contains("run.json", "report.html");
    assertThat(killed.resolve(".twinhead-unfinished")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--class-weight=balanced",
        "--overfit-batches=2",
        "--init-from=EARLIER",
        "--teacher=EARLIER"
      })
  void endsWithTheSameBitsWhateverItLearnsFrom(String option) throws IOException {
    Path earlier = folder.resolve("earlier");
    if (option.endsWith("EARLIER")) {
      train(earlier, "--head=sigmoid", "--epochs=2");
    }
    String[] options = {"--head=sigmoid", option.replace("EARLIER", earlier.toString())};
    assertThat(train(whole, options).code()).isZero();
    kill(2);
    CliRunner resumed = train(killed, with(options, "--resume"));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Going on ");
    requireSame();
  }

  @Test
  void endsWithTheSameBitsOnImagesThatVary() throws IOException {
    Path images = folder.resolve("images");
    DarkAndLight.draw(images);
    CliRunner run =
        CliRunner.run(
            "train",
            images.toString(),
            "--head=sigmoid",
            "--epochs=8",
            "--batch-size=5",
            "--augment=default",
            "--keep-checkpoints=100",
            "--out=" + whole);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(record(whole).at("/seeds/augmentation").isIntegralNumber()).isTrue();
    kill(2);
    CliRunner resumed = CliRunner.run("train", "--resume", "--out=" + killed);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    requireSame();
  }

  @Test
  void takesEverythingFromTheRunIfNothingElseIsSaid() throws IOException {
    train(whole, "--head=sigmoid");
    kill(1);
    CliRunner resumed = CliRunner.run("train", "--resume", "--out=" + killed);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    requireSame();
    CliRunner again = CliRunner.run("train", "--resume", "--out=" + killed);
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("has come to its end (--epochs: 8 are done)");
  }

  @Test
  void goesOnFromTheCheckpointBeforeABrokenOne() throws IOException {
    train(whole, "--head=sigmoid");
    kill(2);
    List<Path> saved = checkpoints(killed);
    Path newest = saved.get(saved.size() - 1);
    Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 1000));
    CliRunner resumed = train(killed, "--head=sigmoid", "--resume");
    assertThat(resumed.err().lines())
        .filteredOn(
            line -> line.contains("cannot be used (its SHA-256 differs): going on from step-"))
        .hasSize(1);
    requireSame();
  }

  @Test
  void startsOverBeforeTheFirstCheckpoint() throws IOException {
    train(whole, "--head=sigmoid");
    kill(0);
    CliRunner resumed = train(killed, "--head=sigmoid", "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("holds nothing to go on with: starting at the beginning");
    requireSame();
  }

  @Test
  void startsWhereThereIsNothing() {
    CliRunner started = train(whole, "--head=sigmoid", "--resume");
    assertThat(started.code()).as(started.err()).isZero();
    assertThat(started.err()).contains(whole + " holds nothing to go on with");
  }

  @Test
  void refusesAnUnfinishedTrainingUnlessAskedToReplaceIt() throws IOException {
    train(whole, "--head=sigmoid");
    kill(2);
    CliRunner refused = train(killed, "--head=sigmoid");
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err())
        .contains("holds an unfinished training", "epochs done", "--resume", "--overwrite");
    CliRunner compared =
        CliRunner.run("compare", "datasets/breast-cancer", "--model=logistic", "--out=" + killed);
    assertThat(compared.code()).isEqualTo(ExitCode.INPUT);
    assertThat(compared.err()).contains("holds an unfinished training");
    CliRunner read = CliRunner.run("evaluate", killed.toString());
    assertThat(read.code()).isEqualTo(ExitCode.INPUT);
    assertThat(read.err()).contains("its training has not ended", "--resume --out " + killed);
    assertThat(train(killed, "--head=sigmoid", "--overwrite").code()).isZero();
    requireSame();
  }

  @Test
  void findsAResultThatAKilledCommandHasHidden() throws IOException {
    train(whole, "--head=sigmoid");
    Path aside = Files.createDirectories(whole.resolve(".twinhead-unfinished/aside"));
    Files.move(whole.resolve("run.json"), aside.resolve("run.json"));
    CliRunner read = CliRunner.run("evaluate", whole.toString());
    assertThat(read.code()).isEqualTo(ExitCode.INPUT);
    assertThat(read.err().replaceAll("\\s+", " "))
        .contains(
            "what was there is in " + aside, "train --resume --out " + whole + " puts it back");
    CliRunner back = CliRunner.run("train", "--resume", "--out=" + whole);
    assertThat(back.code()).as(back.err()).isZero();
    assertThat(back.out()).contains("has come to its end");
    assertThat(whole.resolve("run.json")).exists();
  }

  @Test
  void refusesWhatCannotChangeOnTheWay() throws IOException {
    train(whole, "--head=sigmoid");
    kill(2);
    CliRunner refused = train(killed, "--head=sigmoid", "--resume", "--batch-size=16");
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err())
        .contains(
            "training.batch-size cannot change on the way: 64 when the training began, now 16");
    CliRunner resumed = train(killed, "--head=sigmoid", "--resume", "--patience=40");
    assertThat(resumed.err()).contains("Changed: training.patience from 30 to 40");
    assertThat(resumed.code()).isZero();
  }

  @Test
  void recordsWhatChangedOnTheWay() throws IOException {
    train(whole, "--head=sigmoid");
    assertThat(record(whole).has("command")).isTrue();
    kill(2);
    String[] more = {"--head=sigmoid", "--learning-rate=0.002"};
    assertThat(train(killed, with(more, "--resume")).code()).isZero();
    JsonNode record = record(killed);
    assertThat(record.has("command")).isFalse();
    assertThat(record.at("/resumed")).hasSize(1);
    assertThat(record.at("/resumed/0/step").intValue()).isPositive();
    assertThat(record.at("/resumed/0/changes"))
        .extracting(JsonNode::asText)
        .containsExactly("training.learning-rate from 0.01 to 0.002");
    String said = "training.learning-rate from 0.01 to 0.002";
    assertThat(Files.readString(killed.resolve("report.html"))).contains(said, "No single command");
    assertThat(Files.readString(killed.resolve("model-card.md")))
        .contains(said, "No single command");
  }

  @Test
  void recordsWhatChangedInTheFileOfTheModel() throws IOException {
    train(whole, "--head=sigmoid");
    kill(2);
    String file = Files.readString(model).replace("0.01}}", "0.02}}");
    Files.writeString(model, file + "clip: {norm: 0.5}\n");
    assertThat(train(killed, "--head=sigmoid", "--resume").code()).isZero();
    assertThat(record(killed).at("/resumed/0/changes"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "training.clip-norm from not set to 0.5", "training.learning-rate from 0.01 to 0.02");
  }

  @Test
  void isKnownByTheCommandThatStartedOver() throws IOException {
    train(whole, "--head=sigmoid");
    kill(0);
    assertThat(train(killed, "--head=softmax", "--resume").code()).isZero();
    assertThat(record(killed).get("command").asText())
        .startsWith("java -jar ")
        .contains("softmax", "--resume");
  }

  @Test
  void isKnownByItsFirstCommandIfNothingChangedAsItStartedOver() throws IOException {
    train(whole, "--head=sigmoid");
    kill(0);
    CliRunner resumed = CliRunner.run("train", "--resume", "--out=" + killed);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(record(killed).get("command").asText()).isEqualTo("the command");
  }

  @Test
  void makesItsFolderOfCheckpointsAgain() throws IOException {
    Path folder = killed.resolve("checkpoints");
    StringWriter out =
        new StringWriter() {
          private int removals;

          @Override
          public void write(String text, int from, int length) {
            if (text.contains("training loss") && removals++ == 0) {
              deleteTree(folder);
            }
          }
        };
    PrintWriter said = new PrintWriter(out, true);
    String[] command = {
      "train",
      "datasets/breast-cancer",
      "--model=logistic",
      "--head=sigmoid",
      "--epochs=6",
      "--out=" + killed
    };
    int code =
        new CommandLineInterface(said, said, Terminal.PLAIN, Interruption.none()).run(command);
    assertThat(code).isZero();
    assertThat(checkpoints(killed)).isNotEmpty();
    assertThat(killed.resolve("run.json")).exists();
  }

  @Test
  void saysHowToGoOnWithMoreMemory() throws IOException {
    train(whole, "--head=sigmoid");
    kill(2);
    StringWriter out =
        new StringWriter() {
          @Override
          public void write(String text, int from, int length) {
            super.write(text, from, length);
            if (text.contains("training loss")) {
              throw new OutOfMemoryError("Java heap space");
            }
          }
        };
    PrintWriter said = new PrintWriter(out, true);
    int code =
        new CommandLineInterface(said, said, Terminal.PLAIN, Interruption.none())
            .run("train", "--resume", "--out=" + killed);
    assertThat(code).isEqualTo(ExitCode.INPUT);
    assertThat(out.toString())
        .contains("error: out of memory (Java heap space) with a heap of ", "-Xmx")
        .contains("is kept in " + killed.resolve("checkpoints"), "go on with: java -jar");
    assertThat(train(killed, "--head=sigmoid", "--resume").code()).isZero();
    requireSame();
  }

  private static void deleteTree(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysOnceThatItStartsOver() throws IOException {
    train(whole, "--head=sigmoid");
    kill(1);
    Files.writeString(checkpoints(killed).get(0), "torn");
    CliRunner resumed = train(killed, "--head=sigmoid", "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err())
        .contains(": starting over")
        .doesNotContain("starting at the beginning");
    requireSame();
  }

  @Test
  void keepsAResultWithoutACheckpointToGoOnFrom() throws IOException {
    String[] options = {
      "--head=sigmoid", "--batch-size=1", "--epochs=1000000", "--patience=1000000"
    };
    assertThat(train(whole, with(options, "--max-time=1s")).code()).isZero();
    deleteTree(whole.resolve("checkpoints"));
    byte[] model = Files.readAllBytes(whole.resolve("model.zip"));
    CliRunner refused = CliRunner.run("train", "--resume", "--max-time=2s", "--out=" + whole);
    assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err()).contains("has ended, and no checkpoint is left", "--overwrite");
    assertThat(whole.resolve("model.zip")).hasBinaryContent(model);
  }

  @Test
  void knowsTheEndOfARunThatDoesNotTellWhyItEnded() throws IOException {
    train(whole, "--head=sigmoid");
    ObjectNode record = (ObjectNode) record(whole);
    record.remove("ended");
    Files.writeString(whole.resolve("run.json"), record.toString());
    CliRunner again = CliRunner.run("train", "--resume", "--out=" + whole);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).contains("has come to its end (epochs done: 8)");
  }

  @Test
  void saysWhatIsMissingWhereThereIsNoTraining() {
    CliRunner run = CliRunner.run("train", "datasets/iris", "--resume", "--out=" + whole);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains(whole + ": holds no training to go on with, so a new one begins", "--head is");
    assertThat(whole).doesNotExist();
  }

  @Test
  void recordsNothingIfNothingChanged() throws IOException {
    train(whole, "--head=sigmoid");
    kill(2);
    assertThat(train(killed, "--head=sigmoid", "--resume").code()).isZero();
    assertThat(record(killed).has("resumed")).isFalse();
    assertThat(record(killed).get("command").asText()).isEqualTo("the command");
  }

  @Test
  void refusesFewerEpochsThanAreDone() throws IOException {
    train(whole, "--head=sigmoid");
    kill(checkpoints(whole).size());
    CliRunner refused = train(killed, "--head=sigmoid", "--resume", "--epochs=1");
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err())
        .containsPattern("epochs: 1 asked for, but [2-8] are done")
        .contains("at least");
    assertThat(checkpoints(killed)).hasSameSizeAs(checkpoints(whole));
  }

  @Test
  void goesOnAfterItsTimeWasUpIfItIsGivenMore() throws IOException {
    String[] options = {
      "--head=sigmoid", "--batch-size=1", "--epochs=1000000", "--patience=1000000"
    };
    assertThat(train(whole, with(options, "--max-time=1s")).code()).isZero();
    int epochs = record(whole).get("epochs").intValue();
    String[] resume = with(options, "--resume");
    assertThat(train(whole, with(resume, "--max-time=1s")).out())
        .contains("has come to its end (--max-time: 1.", "it goes on");
    CliRunner resumed = train(whole, with(resume, "--max-time=2s"));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Going on after epoch", "training.max-time from 1s to 2s");
    assertThat(record(whole).get("ended").asText()).isEqualTo("max_time");
    assertThat(record(whole).get("epochs").intValue()).isGreaterThan(epochs);
    assertThat(record(whole).get("seconds").doubleValue()).isGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--resume, without --out",
    "--resume --overwrite --out=x, keep one",
    "--resume --lr-range-test --out=x, keep one"
  })
  void refusesWhatMakesNoSense(String options, String message) {
    CliRunner run =
        CliRunner.run(
            Stream.concat(
                    Stream.of("train", "datasets/breast-cancer", "--head=sigmoid"),
                    Arrays.stream(options.split(" ")))
                .toArray(String[]::new));
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
  }

  @Test
  void keepsAnEarlierResultUntilTheNewOneHasSomethingToShow() throws IOException {
    train(whole, "--head=sigmoid");
    String before = Files.readString(whole.resolve("run.json"));
    Files.writeString(
        model,
        """
        name: wild
        layers: [{dense: {units: 8}}, {dense: {units: 8}}]
        updater: {sgd: {learning-rate: 1.0e+12}}
        """);
    CliRunner wild = train(whole, "--head=sigmoid", "--overwrite");
    assertThat(wild.code()).isEqualTo(ExitCode.INPUT);
    assertThat(whole.resolve("run.json")).hasContent(before);
    assertThat(whole.resolve(".twinhead-unfinished")).doesNotExist();
  }

  @Test
  void savesTheStepThatItWasAtWhenInterrupted() throws IOException {
    Thread trains = Thread.currentThread();
    Thread interrupts =
        new Thread(
            () -> {
              while (!hasCheckpoint(killed)) {
                Thread.onSpinWait();
              }
              trains.interrupt();
            });
    interrupts.start();
    CliRunner run = train(killed, "--head=softmax", "--epochs=100000", "--patience=100000");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(run.err())
        .containsPattern("Interrupted (in|after) epoch \\d+.* step \\d+; saved in " + killed)
        .contains("Go on with: java -jar target/twinhead.jar train ", "--resume");
    String more = "--epochs=" + (Files.readAllLines(killed.resolve("metrics.jsonl")).size() + 3);
    assertThat(train(killed, "--head=softmax", "--resume", more, "--patience=100000").code())
        .isZero();
    assertThat(train(whole, "--head=softmax", more, "--patience=100000").code()).isZero();
    assertThat(killed.resolve("model.zip")).hasSameBinaryContentAs(whole.resolve("model.zip"));
    assertThat(epochs(killed)).isEqualTo(epochs(whole));
  }

  private static boolean hasCheckpoint(Path run) {
    String[] names = run.resolve("checkpoints").toFile().list();
    return names != null && Arrays.stream(names).anyMatch(name -> name.endsWith(".safetensors"));
  }

  @Test
  void goesOnWithADivergedTrainingToTheSameError() throws IOException {
    Files.writeString(
        model,
        """
        name: wild
        layers: [{dense: {units: 8}}, {dense: {units: 8}}]
        updater: {sgd: {learning-rate: 1.0e+12}}
        """);
    CliRunner wild = train(whole, "--head=sigmoid", "--batch-size=1000");
    assertThat(wild.code()).isEqualTo(ExitCode.INPUT);
    byte[] kept = Files.readAllBytes(whole.resolve("model.zip"));
    CliRunner again = train(whole, "--head=sigmoid", "--batch-size=1000", "--resume");
    assertThat(again.code()).isEqualTo(ExitCode.INPUT);
    assertThat(again.err()).contains("Going on after epoch 1, step 1", "became");
    assertThat(whole.resolve("model.zip")).hasBinaryContent(kept);
    assertThat(checkpoints(whole)).hasSize(1);
  }

  private CliRunner train(Path out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("train", "datasets/breast-cancer", "--model=" + model, "--out=" + out));
    List<String> said = List.of(more);
    if (said.stream().noneMatch(word -> word.startsWith("--batch-size"))) {
      args.add("--batch-size=64");
    }
    if (said.stream().noneMatch(word -> word.startsWith("--patience"))) {
      args.add("--patience=30");
    }
    if (said.stream().noneMatch(word -> word.startsWith("--epochs"))) {
      args.add("--epochs=8");
    }
    args.add("--keep-checkpoints=100");
    args.add("--checkpoint-every=5");
    args.addAll(said);
    return CliRunner.run(args.toArray(String[]::new));
  }

  private static String[] with(String[] options, String more) {
    return Stream.concat(Arrays.stream(options), Stream.of(more)).toArray(String[]::new);
  }

  /** Copies what a process killed after so many checkpoints would have left of the whole run. */
  private void kill(int after) throws IOException {
    Files.createDirectories(killed.resolve("checkpoints"));
    Files.createDirectories(killed.resolve(".twinhead-unfinished/new"));
    Files.writeString(killed.resolve(".twinhead-unfinished/training"), "the command");
    Files.writeString(killed.resolve(".twinhead-unfinished/new/model.zip"), "half a mod");
    for (String name : List.of("config.yaml", "metrics.jsonl")) {
      Files.copy(whole.resolve(name), killed.resolve(name));
    }
    for (Path file : checkpoints(whole).subList(0, after)) {
      Files.copy(file, killed.resolve("checkpoints").resolve(file.getFileName()));
    }
  }

  private static List<Path> checkpoints(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      return files.sorted().toList();
    }
  }

  private void requireSame() throws IOException {
    assertThat(killed.resolve("model.zip")).hasSameBinaryContentAs(whole.resolve("model.zip"));
    assertThat(epochs(killed)).isEqualTo(epochs(whole)).hasSize(8);
  }

  private static JsonNode record(Path run) throws IOException {
    return JSON.readTree(run.resolve("run.json").toFile());
  }

  private static List<JsonNode> epochs(Path run) throws IOException {
    List<JsonNode> epochs = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      ObjectNode epoch = (ObjectNode) JSON.readTree(line);
      epochs.add(epoch.remove(List.of("seconds", "samples_per_second", "idle")));
    }
    return epochs;
  }
}
