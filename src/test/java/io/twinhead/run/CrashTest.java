package io.twinhead.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.InputException;
import io.twinhead.run.LiveDirectory.Opening;
import io.twinhead.run.WatchedDisk.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Commands that are killed, or have no room, at each single operation on files: what was there
 * before, or what has come since, is always found again.
 */
class CrashTest {
  private static final String HIDDEN = HiddenFolder.NAME + "/";
  private static final String BEFORE = HIDDEN + "before/";
  private static final String STATE = "checkpoints/step-00000001.safetensors";

  /** Tries all, which takes a minute; else one in so many. */
  private static final boolean ALL_SECOND_CRASHES = Boolean.getBoolean("twinhead.crashes.all");

  private static final int SECOND_CRASHES = 10;

  /** What going on writes anew. */
  private static final List<String> REPLACED =
      List.of("config.yaml", "metrics.jsonl", HIDDEN + "training");

  private static final Map<String, String> NOTHING = Map.of();
  private static final Map<String, String> RESULT =
      Map.of("config.yaml", "old", "report.html", "old", "model.zip", "old", "run.json", "old");
  private static final Map<String, String> UNFINISHED =
      Map.of(
          "config.yaml", "half", "metrics.jsonl", "half", STATE, "half", HIDDEN + "training", "it");
  private static final Map<String, String> SECOND =
      with(UNFINISHED, BEFORE + "run.json", "old", BEFORE + "config.yaml", "old");
  private static final Map<String, String> THIRD =
      with(
          with(UNFINISHED, BEFORE + "config.yaml", "b", BEFORE + "training", "b"),
          BEFORE + "before/run.json",
          "old",
          BEFORE + STATE,
          "b");

  @TempDir private Path folder;

  private int copies;

  /** What a command finds, and what it does. */
  enum Case {
    TRAINS(NOTHING, false, Case::train),
    TRAINS_OVER_A_RESULT(RESULT, false, Case::train),
    TRAINS_OVER_A_TRAINING(SECOND, false, Case::train),
    TRAINS_OVER_TWO_TRAININGS(THIRD, false, Case::train),
    GIVES_UP(NOTHING, false, Case::giveUp),
    GIVES_UP_OVER_A_RESULT(RESULT, false, Case::giveUp),
    GIVES_UP_OVER_A_TRAINING(THIRD, false, Case::giveUp),
    STOPS_OVER_A_RESULT(RESULT, false, Case::stop),
    STOPS_OVER_A_TRAINING(SECOND, false, Case::stop),
    COMPARES(NOTHING, false, Case::compare),
    COMPARES_OVER_A_RESULT(RESULT, false, Case::compare),
    COMPARES_OVER_A_TRAINING(SECOND, false, Case::compare),
    GOES_ON(with(SECOND, "notes.txt", "mine"), true, Case::goOn),
    GOES_ON_AFTER_AN_END(
        with(RESULT, "notes.txt", "mine", STATE, "half", "metrics.jsonl", "old"), true, Case::goOn);

    private final Map<String, String> start;
    private final boolean goesOn;
    private final Command command;

    Case(Map<String, String> start, boolean goesOn, Command command) {
      this.start = start;
      this.goesOn = goesOn;
      this.command = command;
    }

    private static void train(Path run, Disk disk) throws IOException {
      train(run, Opening.OVERWRITE, disk);
    }

    private static void goOn(Path run, Disk disk) throws IOException {
      train(run, Opening.RESUME, disk);
    }

    private static void train(Path run, Opening opening, Disk disk) throws IOException {
      try (LiveDirectory live = LiveDirectory.open(run, opening, disk)) {
        begin(live);
        Files.writeString(live.checkpoints().resolve("step-00000002.safetensors"), "new");
        for (String name : List.of("config.yaml", "run.json", "metrics.jsonl", "model.zip")) {
          live.write(name, "new");
        }
        live.finish();
      }
    }

    private static void stop(Path run, Disk disk) throws IOException {
      try (LiveDirectory live = LiveDirectory.open(run, Opening.OVERWRITE, disk)) {
        begin(live);
        Files.writeString(live.checkpoints().resolve("step-00000002.safetensors"), "new");
      }
    }

    private static void giveUp(Path run, Disk disk) throws IOException {
      try (LiveDirectory live = LiveDirectory.open(run, Opening.OVERWRITE, disk)) {
        begin(live);
        Files.writeString(live.checkpoints().resolve("step-00000002.tmp"), "new");
      }
    }

    private static void begin(LiveDirectory live) {
      live.begin("new");
      live.put("config.yaml", "new");
      live.put("metrics.jsonl", "new");
    }

    private static void compare(Path run, Disk disk) {
      try (OutputDirectory output = OutputDirectory.open(run, true, disk)) {
        for (String name : List.of("run.json", "config.yaml", "model.zip", "runs/1/run.json")) {
          output.write(name, "new");
        }
        output.commit();
      }
    }
  }

  @FunctionalInterface
  private interface Command {
    void run(Path run, Disk disk) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void losesNothingWhereverItIsKilled(Case killed) throws IOException {
    Path run = write(killed.start);
    List<Path> snapshots = new ArrayList<>();
    killed.command.run(run, new WatchedDisk(() -> snapshots.add(copy(run))));
    Map<String, String> end = tree(run);
    assertThat(snapshots).hasSizeGreaterThan(3);
    SplittableRandom chance = new SplittableRandom(killed.ordinal());
    for (Path snapshot : snapshots) {
      requireNothingMixed(snapshot);
      List<Path> later = new ArrayList<>();
      for (Opening opening : Opening.values()) {
        Path copy = copy(snapshot);
        Watcher watcher =
            () -> {
              if (ALL_SECOND_CRASHES || chance.nextInt(SECOND_CRASHES) == 0) {
                later.add(copy(copy));
              }
            };
        open(copy, opening, new WatchedDisk(watcher));
        requireRecovered(copy, killed, end);
      }
      for (Path again : later) { // killed once more, while what it had left was tidied up
        requireNothingMixed(again);
        open(again, Opening.RESUME, new WatchedDisk(() -> {}));
        requireRecovered(again, killed, end);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void losesNothingWhenThereIsNoRoom(Case fails) throws IOException {
    Path whole = write(fails.start);
    fails.command.run(whole, new WatchedDisk(() -> {}));
    Map<String, String> end = tree(whole);
    int failed = 0;
    for (int operation = 0; operation == failed; operation++) {
      failed += failsOnce(fails, operation, end) ? 1 : 0;
    }
    assertThat(failed).isGreaterThan(3);
  }

  /** Once there is room again, nothing is left to be tidied up. */
  private boolean failsOnce(Case fails, int operation, Map<String, String> end) throws IOException {
    Path run = write(fails.start);
    int[] count = {0};
    boolean failed = false;
    try {
      fails.command.run(
          run,
          new WatchedDisk(
              () -> {
                if (count[0]++ == operation) {
                  throw new IOException("No space left on device");
                }
              }));
    } catch (InputException e) {
      failed = true;
      assertThat(e).hasMessageContaining("No space left on device");
    }
    if (failed) {
      if (fails.name().startsWith("GIVES_UP")) { // maybe while it tidied up, so nobody else has
        LiveDirectory.recover(run);
      }
      requireRecovered(run, fails, end);
      if (LiveDirectory.obstacle(run) != null) {
        assertThat(LiveDirectory.isUnfinished(run)).as("after %d operations", operation).isTrue();
      }
    }
    return failed;
  }

  private static void open(Path run, Opening opening, Disk disk) {
    try {
      LiveDirectory.open(run, opening, disk).close();
    } catch (InputException e) {
      assertThat(opening).as(e.getMessage()).isNotEqualTo(Opening.RESUME);
    }
  }

  private static void requireNothingMixed(Path run) throws IOException {
    Map<String, String> tree = tree(run);
    List<String> names = List.of("run.json", "config.yaml", "model.zip");
    if (tree.keySet().containsAll(names)) {
      assertThat(names.stream().map(tree::get).distinct()).as("" + tree).hasSize(1);
    }
  }

  private static void requireRecovered(Path run, Case killed, Map<String, String> end)
      throws IOException {
    Map<String, String> tree = tree(run);
    if (tree.equals(killed.start) || tree.equals(end)) {
      return;
    }
    assertThat(LiveDirectory.isUnfinished(run)).as("" + tree).isTrue();
    killed.start.forEach(
        (name, text) -> {
          String before = BEFORE + name.replaceFirst("^" + HIDDEN, "");
          if (!killed.goesOn) {
            assertThat(tree).containsEntry(before, text);
          } else if (REPLACED.contains(name)) {
            assertThat(tree).containsKey(name);
          } else {
            assertThat(text).as(name).isIn(tree.get(name), tree.get(before));
          }
        });
  }

  private Path write(Map<String, String> files) throws IOException {
    Path run = Files.createDirectory(folder.resolve("" + copies++));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path place = run.resolve(file.getKey());
      Files.createDirectories(place.getParent());
      Files.writeString(place, file.getValue());
    }
    return run;
  }

  private Path copy(Path run) throws IOException {
    Path copy = folder.resolve("" + copies++);
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.toList()) {
        if (!file.endsWith(DirectoryLock.NAME)) {
          Files.copy(file, copy.resolve(run.relativize(file)));
        }
      }
    }
    return copy;
  }

  private static Map<String, String> tree(Path run) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith(DirectoryLock.NAME)) {
          tree.put(run.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return tree;
  }

  private static Map<String, String> with(Map<String, String> files, String... more) {
    Map<String, String> all = new TreeMap<>(files);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }
}
