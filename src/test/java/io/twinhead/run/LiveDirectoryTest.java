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
        .hasMessageContaining("holds an unfinished training");
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
  void restoresTheEarlierResultWhenTheTrainingAfterItIsReplacedInVain() throws IOException {
    result("old");
    unfinished(Opening.OVERWRITE);
    try (LiveDirectory live = LiveDirectory.open(run, Opening.OVERWRITE)) {
      live.begin("train again");
    }
    assertThat(run.resolve("run.json")).hasContent("old");
    assertThat(run.toFile().list()).containsExactlyInAnyOrder("run.json", "report.html");
  }

  /** Killed while the earlier result is set aside, or put back. */
  @ParameterizedTest
  @EnumSource(Opening.class)
  void findsAnEarlierResultThatIsPartlyAside(Opening opening) throws IOException {
    result("old");
    Path hidden = run.resolve(".twinhead-unfinished");
    Files.createDirectories(hidden.resolve("aside"));
    Files.move(run.resolve("run.json"), hidden.resolve("aside/run.json"));
    Files.writeString(hidden.resolve("training"), "train");
    assertThat(LiveDirectory.isUnfinished(run)).isFalse();
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
  void isFinishedOnceItsRecordIsThere() throws IOException {
    unfinished(Opening.NEW);
    Files.writeString(run.resolve("run.json"), "new"); // and then it was killed
    assertThat(LiveDirectory.isUnfinished(run)).isFalse();
    ResultUpdate.open(run).close();
    assertThat(run.resolve("run.json")).hasContent("new");
    assertThat(run.resolve(".twinhead-unfinished")).doesNotExist();
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
