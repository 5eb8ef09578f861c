package io.twinhead.cli;

import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.launcher.Shell;
import io.twinhead.run.LiveDirectory;
import io.twinhead.training.RunEnd;
import io.twinhead.training.RunJournal;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code train --resume}: what a run directory says about going on, and what is said to people. */
final class Resumption {
  private final CommandSpec spec;
  private final OutputOptions output;
  private final boolean asked;

  Resumption(CommandSpec spec, OutputOptions output, boolean asked) {
    this.spec = spec;
    this.output = output;
    this.asked = asked;
    if (asked && (output.out == null || output.overwrite)) {
      throw new ParameterException(
          spec.commandLine(),
          output.out == null
              ? "--resume says nothing without --out: name the run directory to go on with"
              : "--resume goes on with what --overwrite would begin anew: keep one");
    }
  }

  /** Why the training that is to be gone on with has come to its end, if it has. */
  Optional<String> end(Experiment settings) {
    return asked ? RunEnd.of(out(), settings.training()) : Optional.empty();
  }

  /** The settings that the training had; none if it has not begun. */
  Experiment settings() {
    Path config = asked ? out().resolve("config.yaml") : Path.of("");
    boolean begun = asked && (LiveDirectory.isUnfinished(out()) || isRun()) && Files.exists(config);
    return begun ? Yaml.read(config, Experiment.class) : Experiment.EMPTY;
  }

  /**
   * The command that the training is to be known by if it begins: the first one, unless this one
   * has begun it anew with other settings.
   *
   * @param before settings of the training that is gone on with
   */
  String command(Experiment before, Experiment now, LiveDirectory directory) {
    String said = ExperimentOptions.command(spec);
    boolean same = before.withPlan(null).equals(now.withPlan(null));
    return same ? directory.command(said) : said;
  }

  /** What to say of {@code --head} if nothing says it. */
  String headIsMissing() {
    String choice = "--head is missing: sigmoid or softmax; 'compare' tells which";
    return asked
        ? "--out %s: holds no training to go on with, so a new one begins, and %s"
            .formatted(out(), choice)
        : choice;
  }

  private boolean isRun() {
    return Files.exists(out().resolve("run.json"));
  }

  private Path out() {
    return Objects.requireNonNull(output.out);
  }

  /** Says where the training goes on, and what has changed. */
  void announce(RunJournal journal, LiveDirectory directory, PrintWriter err) {
    if (!asked) {
      return;
    }
    if (journal.from() != null) {
      err.println("Going on " + journal.start());
    } else if (!directory.hasCheckpoint()) { // of one that cannot be used, it was said
      err.println(directory.path() + " holds nothing to go on with: starting at the beginning");
    }
    for (String change : journal.changes()) {
      err.println("Changed: " + change);
    }
    err.flush();
  }

  /** What a request to stop has left that may have come before the training. */
  CancellationException stopped(CancellationException e) {
    boolean before = !(e instanceof Stopped) && asked && LiveDirectory.isUnfinished(out());
    return before
        ? new Stopped("Interrupted before the training went on; %s is as it was".formatted(out()))
        : e;
  }

  /** What a request to stop has left. */
  Stopped stopped(RunJournal journal, LiveDirectory directory) {
    if (!directory.hasCheckpoint()) {
      return new Stopped("Interrupted; nothing was kept.");
    }
    return new Stopped(
        "Interrupted %s; saved in %s. Go on with: %s"
            .formatted(journal.saved(), directory.checkpoints(), command(directory.path())));
  }

  /** What a lack of memory has left. */
  InputException outOfMemory(LiveDirectory directory, OutOfMemoryError e) {
    MemoryLack lack = new MemoryLack(e);
    return new InputException(
        "%s. What was saved is kept in %s: allow more with %s (the batch size cannot change on the way), and go on with: %s"
            .formatted(
                lack.describe(), directory.checkpoints(), lack.remedy(), command(directory.path())),
        e);
  }

  private String command(Path run) {
    List<String> words = new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
    words.removeIf(word -> word.equals("--overwrite"));
    if (output.out == null) {
      words.addAll(List.of("--out", run.toString()));
    }
    if (!asked) {
      words.add("--resume");
    }
    return words.stream()
        .map(Shell::quote)
        .collect(Collectors.joining(" ", "java -jar target/twinhead.jar ", ""));
  }
}
