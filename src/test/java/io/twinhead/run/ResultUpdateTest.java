package io.twinhead.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultUpdateTest {
  @TempDir Path folder;

  @BeforeEach
  void holdsAResult() throws IOException {
    Files.writeString(folder.resolve("run.json"), "old record");
    Files.writeString(folder.resolve("model.zip"), "old model");
  }

  @Test
  void putsTheNewFileInPlaceOfTheOld() {
    try (ResultUpdate update = ResultUpdate.open(folder)) {
      update.write("model.zip", file -> Files.writeString(file, "new model"));
      assertThat(folder.resolve("model.zip")).hasContent("old model");
      update.publish();
    }
    assertThat(folder.resolve("model.zip")).hasContent("new model");
    assertThat(folder.resolve("run.json")).hasContent("old record");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("run.json", "model.zip");
  }

  @Test
  void leavesAllOldFilesWhereANewOneCannotBeWritten() {
    try (ResultUpdate update = ResultUpdate.open(folder)) {
      update.write("model.zip", file -> Files.writeString(file, "new model"));
      assertThatThrownBy(
              () ->
                  update.write(
                      "run.json",
                      file -> {
                        Files.writeString(file, "half a rec");
                        throw new IOException("No space left on device");
                      }))
          .isInstanceOf(InputException.class)
          .hasMessageContainingAll("run.json", "No space left", "Everything is as it was");
    }
    assertThat(folder.resolve("model.zip")).hasContent("old model");
    assertThat(folder.resolve("run.json")).hasContent("old record");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("run.json", "model.zip");
  }

  @Test
  void saysWhichFilesAreNewWhenOneCannotBePutInPlace() throws IOException {
    Files.delete(folder.resolve("run.json"));
    Files.createDirectories(folder.resolve("run.json/in-the-way"));
    try (ResultUpdate update = ResultUpdate.open(folder)) {
      update.write("model.zip", file -> Files.writeString(file, "new model"));
      update.write("run.json", file -> Files.writeString(file, "new record"));
      update.write("report.html", file -> Files.writeString(file, "new report"));
      assertThatThrownBy(update::publish)
          .isInstanceOf(InputException.class)
          .hasMessageContainingAll(
              "run.json: cannot be changed",
              "New already: model.zip; still old: run.json, report.html.",
              "run the command again");
    }
    assertThat(folder.resolve("model.zip")).hasContent("new model");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("run.json", "model.zip");
  }

  /** What a process that was killed while it wrote has left. */
  @Test
  void tidiesUpAfterAKilledUpdate() throws IOException {
    Path left = folder.resolve(".twinhead-unfinished/new");
    Files.createDirectories(left);
    Files.writeString(left.resolve("model.zip"), "half a mod");
    ResultUpdate.open(folder).close();
    assertThat(folder.resolve("model.zip")).hasContent("old model");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("run.json", "model.zip");
  }

  @Test
  void letsOneWriterInAtATime() {
    try (ResultUpdate first = ResultUpdate.open(folder)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> ResultUpdate.open(folder))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("in use");
      assertThatThrownBy(() -> OutputDirectory.open(folder, true))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void refusesADirectoryThatIsNotThere() {
    assertThatThrownBy(() -> ResultUpdate.open(folder.resolve("nowhere")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot be changed");
  }
}
