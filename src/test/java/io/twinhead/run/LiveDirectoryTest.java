package io.twinhead.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import io.twinhead.run.LiveDirectory.Opening;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveDirectoryTest {
  private static final String STATE = "step-00000001.safetensors";

  @TempDir private Path folder;

  private Path run;

  @BeforeEach
  void name() {
    run = folder.resolve("run");
  }

  @Test
  void showsWhatGrowsAtOnceAndTheResultAtTheEnd() {
    try (LiveDirectory live = LiveDirectory.open(run, Opening.NEW)) {
      live.begin("train");
      live.put("metrics.jsonl", "1\n");
      live.append("metrics.jsonl", "2\n");
      assertThat(run.resolve("metrics.jsonl")).hasContent("1\n2\n");
      live.write("run.json", "{}");
      assertThat(run.resolve("run.json")).doesNotExist();
      live.finish();
    }
    assertThat(run.toFile().list()).containsExactlyInAnyOrder("checkpoints", "run.json");
    assertThat(LiveDirectory.isUnfinished(run)).isFalse();
  }

  @Test
  void leavesNothingOfATrainingWithoutACheckpoint() {
    try (LiveDirectory live = LiveDirectory.open(run, Opening.NEW)) {
      live.begin("train");
      live.put("config.yaml", "seed: 1\n");
    }
    assertThat(run).doesNotExist();
  }

  @Test
  void goesOnWithATrainingThatHasACheckpoint() throws IOException {
    unfinished(Opening.NEW);
    assertThat(LiveDirectory.isUnfinished(run)).isTrue();
    assertThatThrownBy(() -> LiveDirectory.open(run, Opening.NEW))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds an unfinished training (2 epochs done)");
    assertThatThrownBy(() -> OutputDirectory.open(run, false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds an unfinished training");
    assertThatThrownBy(() -> ResultUpdate.open(run))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("its training has not ended (2 epochs done)")
        .hasMessageContaining("train --resume --out " + run)
        .hasMessageNotContaining("--overwrite");
    try (LiveDirectory live = LiveDirectory.open(run, Opening.RESUME)) {
      assertThat(live.hasCheckpoint()).isTrue();
      assertThat(live.command("another")).isEqualTo("train");
    }
    assertThat(run.resolve("checkpoints").resolve(STATE)).exists();
  }

  @Test
  void setsAnEarlierResultAsideUntilTheNewOneIsComplete() throws IOException {
    result("old");
    try (LiveDirectory live = LiveDirectory.open(run, Opening.OVERWRITE)) {
      assertThat(run.resolve("run.json")).hasContent("old");
      live.begin("train");
      assertThat(run.resolve("run.json")).doesNotExist();
    }
    assertThat(run.toFile().list()).containsExactlyInAnyOrder("run.json", "report.html");
    unfinished(Opening.OVERWRITE);
    assertThat(run.resolve("run.json")).doesNotExist();
    try (LiveDirectory live = LiveDirectory.open(run, Opening.RESUME)) {
      live.write("run.json", "new");
      live.finish();
    }
    assertThat(run.resolve("run.json")).hasContent("new");
    assertThat(run.toFile().list()).containsExactlyInAnyOrder("run.json", "checkpoints");
  }

  @Test
  void restoresAnUnfinishedTrainingThatIsReplacedInVain() throws IOException {
    result("old");
    unfinished(Opening.OVERWRITE);
    try (LiveDirectory live = LiveDirectory.open(run, Opening.OVERWRITE)) {
      assertThat(live.hasCheckpoint()).isFalse();
      assertThat(live.command("train again")).isEqualTo("train again");
      live.begin("train again");
      assertThat(run.toFile().list()).doesNotContain("metrics.jsonl");
    }
    assertThat(LiveDirectory.obstacle(run))
        .contains("2 epochs done", "what was there before is kept in " + run);
    try (LiveDirectory live = LiveDirectory.open(run, Opening.RESUME)) {
      assertThat(live.hasCheckpoint()).isTrue();
      assertThat(live.command("another")).isEqualTo("train");
    }
  }

  @Test
  void deletesNothingOfAnUnfinishedTrainingThatItMayNotReplace() throws IOException {
    unfinished(Opening.NEW);
    Files.writeString(run.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> LiveDirectory.open(run, Opening.OVERWRITE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'notes.txt'");
    assertThatThrownBy(() -> OutputDirectory.open(run, true))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'notes.txt'");
    assertThat(run.resolve("checkpoints").resolve(STATE)).exists();
    assertThat(LiveDirectory.isUnfinished(run)).isTrue();
  }

  @Test
  void keepsAnUnfinishedTrainingUntilAnotherCommandHasAResult() throws IOException {
    unfinished(Opening.NEW);
    try (OutputDirectory output = OutputDirectory.open(run, true)) {
      output.write("comparison.json", "{}");
    }
    assertThat(LiveDirectory.isUnfinished(run)).isTrue();
    try (OutputDirectory output = OutputDirectory.open(run, true)) {
      output.write("comparison.json", "{}");
      output.commit();
    }
    assertThat(run.toFile().list()).containsExactly("comparison.json");
  }

  /** Killed while the earlier result is set aside, or put back. */
  @ParameterizedTest
  @EnumSource(Opening.class)
  void findsAnEarlierResultThatIsPartlyAside(Opening opening) throws IOException {
    result("old");
    Path hidden = run.resolve(".twinhead-unfinished");
    Files.createDirectories(hidden.resolve("aside"));
    Files.move(run.resolve("run.json"), hidden.resolve("aside/run.json"));
    Files.writeString(hidden.resolve("beginning"), "train");
    assertThat(LiveDirectory.obstacle(run)).contains("what was there is in " + hidden);
    if (opening == Opening.NEW) {
      assertThatThrownBy(() -> LiveDirectory.open(run, opening))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("is not empty");
    } else {
      LiveDirectory.open(run, opening).close();
    }
    assertThat(run.toFile().list()).containsExactlyInAnyOrder("run.json", "report.html");
  }

  @Test
  void leavesWhatOthersHavePutBesideIt() throws IOException {
    try (LiveDirectory live = LiveDirectory.open(run, Opening.NEW)) {
      live.begin("train");
      Files.createDirectories(run.resolve("runs/theirs"));
      live.write("run.json", "new");
      live.finish();
    }
    assertThat(run.toFile().list()).containsExactlyInAnyOrder("run.json", "runs", "checkpoints");
    assertThat(run.resolve("runs/theirs")).exists();
  }

  @Test
  void keepsTheResultIfSomebodyElsesFileIsInItsPlace() throws IOException {
    unfinished(Opening.NEW);
    Path theirs = run.resolve("report.html");
    Files.writeString(theirs, "theirs");
    LiveDirectory live = LiveDirectory.open(run, Opening.RESUME);
    live.begin("train");
    live.write("report.html", "ours");
    live.write("run.json", "new");
    assertThatThrownBy(live::finish)
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("report.html' is already there", "is complete", "--resume");
    assertThatThrownBy(live::close).isInstanceOf(InputException.class);
    assertThat(LiveDirectory.obstacle(run)).contains("train --resume --out " + run);
    Files.move(theirs, folder.resolve("theirs"));
    LiveDirectory.recover(run);
    assertThat(run.resolve("report.html")).hasContent("ours");
    assertThat(run.resolve("run.json")).hasContent("new");
    assertThat(run.toFile().list()).doesNotContain(".twinhead-unfinished");
  }

  /** Goes on after its end, as a training that diverged does. */
  @Test
  void goesOnWithoutWhatIsStaleOfAResult() throws IOException {
    result("old");
    Files.createDirectory(run.resolve("checkpoints"));
    Files.writeString(run.resolve("checkpoints").resolve(STATE), "");
    try (LiveDirectory live = LiveDirectory.open(run, Opening.RESUME)) {
      live.begin("train");
      assertThat(live.hasCheckpoint()).isTrue();
      assertThat(run.resolve("run.json")).doesNotExist();
    }
    assertThat(LiveDirectory.isUnfinished(run)).isTrue();
    try (LiveDirectory live = LiveDirectory.open(run, Opening.RESUME)) {
      live.begin("train");
      live.write("run.json", "new");
      live.finish();
    }
    assertThat(run.toFile().list()).containsExactlyInAnyOrder("run.json", "checkpoints");
  }

  @Test
  void leavesATrainingThatCannotGoOnAsItWas() throws IOException {
    unfinished(Opening.NEW);
    Files.move(run.resolve("checkpoints").resolve(STATE), run.resolve("checkpoints/1.unusable"));
    LiveDirectory.open(run, Opening.RESUME).close();
    assertThat(run.resolve("metrics.jsonl")).exists();
    try (LiveDirectory live = LiveDirectory.open(run, Opening.RESUME)) {
      live.begin("train");
    }
    assertThat(run.resolve("checkpoints/1.unusable")).exists();
  }

  @Test
  void leavesNothingIfItIsInterruptedBeforeItOpens() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> LiveDirectory.open(run, Opening.NEW))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> OutputDirectory.open(run, false))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(run).doesNotExist();
  }

  @Test
  void writesForAnInterruptedThreadToo() {
    try (LiveDirectory live = LiveDirectory.open(run, Opening.NEW)) {
      Thread.currentThread().interrupt();
      live.begin("train");
      live.put("metrics.jsonl", "1\n");
      live.append("metrics.jsonl", "2\n");
      assertThat(run.resolve("metrics.jsonl")).hasContent("1\n2\n");
      assertThatThrownBy(
              () ->
                  live.store(
                      "model.zip",
                      file -> {
                        throw new ClosedByInterruptException();
                      }))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void saysWhatIsKeptWhenAFileCannotBeWritten() throws IOException {
    unfinished(Opening.NEW);
    Files.delete(run.resolve("metrics.jsonl"));
    Files.createDirectories(run.resolve("metrics.jsonl/in the way"));
    try (LiveDirectory live = LiveDirectory.open(run, Opening.RESUME)) {
      assertThatThrownBy(() -> live.append("metrics.jsonl", "3\n"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("metrics.jsonl: cannot be written")
          .hasMessageContaining("What was saved before is kept in " + live.checkpoints())
          .hasMessageContaining("--resume");
    }
  }

  @Test
  void refusesASecondProcess() {
    LiveDirectory live = LiveDirectory.open(run, Opening.NEW);
    try (live) {
      assertThatThrownBy(() -> LiveDirectory.open(run, Opening.RESUME))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("in use by another run");
    }
  }

  private void unfinished(Opening opening) throws IOException {
    try (LiveDirectory live = LiveDirectory.open(run, opening)) {
      live.begin("train");
      live.put("metrics.jsonl", "1\n2\n");
      Files.writeString(live.checkpoints().resolve(STATE), "");
    }
  }

  private void result(String text) throws IOException {
    Files.createDirectory(run);
    Files.writeString(run.resolve("run.json"), text);
    Files.writeString(run.resolve("report.html"), text);
  }
}
