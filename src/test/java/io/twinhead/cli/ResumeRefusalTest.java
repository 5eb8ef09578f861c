package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@code train --resume} that cannot go on, or is stopped, loses nothing of the training. */
class ResumeRefusalTest {
  private static final String DATA = "datasets/breast-cancer";

  @TempDir private Path folder;

  private Path run;
  private Path model;
  private Path teacher;

  @BeforeEach
  void leaveATrainingUnfinished() throws IOException {
    run = folder.resolve("run");
    model = folder.resolve("small.yaml");
    teacher = folder.resolve("teacher");
    writeModel(6);
    TrainedRuns.on(DATA, teacher, "--head=sigmoid", "--model=logistic");
    assertThat(train().code()).isZero();
    Files.delete(run.resolve("run.json"));
    Files.createDirectories(run.resolve(".twinhead-unfinished"));
    Files.writeString(run.resolve(".twinhead-unfinished/training"), "the command");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--head=softmax", "--model=logistic", "--temperature=3"})
  void refusesAnotherTraining(String change) throws IOException {
    refusesWithEveryCheckpointKept("cannot change on the way", change);
  }

  @Test
  void refusesAnEditedModel() throws IOException {
    writeModel(9);
    refusesWithEveryCheckpointKept("the network cannot change on the way");
  }

  @Test
  void refusesAReplacedTeacher() throws IOException {
    TrainedRuns.on(
        DATA, teacher, "--head=sigmoid", "--model=logistic", "--overwrite", "--epochs=2");
    refusesWithEveryCheckpointKept("the teacher's SHA-256 cannot change on the way");
  }

  @Test
  void refusesToFallBehindItsCheckpoints() throws IOException {
    refusesWithEveryCheckpointKept("keep-checkpoints = 0", "--keep-checkpoints=0");
  }

  @Test
  void refusesWhatItCannotRead() throws IOException {
    Files.createDirectory(checkpoints().resolve("step-00000999.safetensors"));
    refusesWithEveryCheckpointKept("cannot be read: ");
  }

  @Test
  void refusesToStartOverFromSeveralTornCheckpoints() throws IOException {
    for (Path file : kept().keySet()) {
      Files.writeString(file, "torn");
    }
    refusesWithEveryCheckpointKept("none can be used");
  }

  @Test
  void keepsEveryCheckpointWhenStoppedWhileItPrepares() throws IOException {
    Map<Path, Long> before = kept();
    CliRunner stopped = train(new StopAt("Learns from"), "--resume");
    assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(stopped.err()).contains("Going on ", "; saved in " + checkpoints());
    assertThat(kept()).isEqualTo(before);
  }

  @Test
  void failsIfWhatAStopAsksForCannotBeSaved() throws IOException {
    int saved = kept().size();
    for (int step = 1; step < 200; step++) {
      Files.createDirectory(checkpoints().resolve("step-%08d.tmp".formatted(step)));
    }
    CliRunner failed = train(new StopAt("epoch   4"), "--resume", "--epochs=9");
    assertThat(failed.code()).as(failed.err()).isEqualTo(ExitCode.INPUT);
    assertThat(failed.err())
        .contains("error: " + checkpoints() + ": cannot be written", "--resume");
    assertThat(kept()).hasSize(saved);
  }

  @Test
  void savesShortEpochsOnceASecondAndTheLast() throws IOException {
    long start = System.nanoTime();
    CliRunner many = train("--epochs=150", "--overwrite", "--checkpoint-every=9h");
    assertThat(many.code()).as(many.err()).isZero();
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    assertThat((long) kept().size()).isBetween(2L, seconds + 2);
  }

  private void refusesWithEveryCheckpointKept(String message, String... more) throws IOException {
    Map<Path, Long> before = kept();
    String[] options = Stream.concat(Stream.of("--resume"), Stream.of(more)).toArray(String[]::new);
    CliRunner refused = train(options);
    assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err()).contains(message).doesNotContain("starting over");
    assertThat(kept()).isEqualTo(before);
  }

  private CliRunner train(String... more) {
    return CliRunner.run(command(more));
  }

  /** Trains in a process that is asked to stop on the way. */
  private CliRunner train(StopAt moment, String... more) {
    PrintWriter out = new PrintWriter(moment, true);
    int code =
        new CommandLineInterface(out, out, Terminal.PLAIN, moment.interruption).run(command(more));
    Thread.interrupted(); // for the next test, whatever this one did
    return new CliRunner(code, "", moment.toString());
  }

  private String[] command(String... more) {
    Map<String, String> options = new LinkedHashMap<>();
    Stream.concat(
            Stream.of(
                "--head=sigmoid",
                "--model=" + model,
                "--out=" + run,
                "--patience=1000",
                "--epochs=3",
                "--keep-checkpoints=1000",
                "--checkpoint-every=8",
                "--teacher=" + teacher),
            Stream.of(more))
        .forEach(option -> options.put(option.split("=")[0], option));
    return Stream.concat(Stream.of("train", DATA), options.values().stream())
        .toArray(String[]::new);
  }

  /** Asks to stop as soon as something is said. */
  private static final class StopAt extends StringWriter {
    private final Interruption interruption = Interruption.none();
    private final String words;

    StopAt(String words) {
      this.words = words;
    }

    @Override
    public void write(String text, int from, int length) {
      super.write(text, from, length);
      if (!interruption.interrupted() && text.contains(words)) {
        interruption.received();
      }
    }
  }

  private void writeModel(int units) throws IOException {
    Files.writeString(
        model,
        """
        name: small
        layers: [{dense: {units: %d}}]
        updater: {adam: {learning-rate: 0.01}}
        """
            .formatted(units));
  }

  private Path checkpoints() {
    return run.resolve("checkpoints");
  }

  /** The saved states, with the times of their last change. */
  private Map<Path, Long> kept() throws IOException {
    Map<Path, Long> kept = new TreeMap<>();
    try (Stream<Path> files = Files.list(checkpoints())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
        kept.put(file, Files.getLastModifiedTime(file).toMillis());
      }
    }
    return kept;
  }
}
