package io.twinhead.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputDirectoryTest {
  @TempDir Path folder;

  @Test
  void showsNothingBeforeItIsCommitted() throws IOException {
    Path place = folder.resolve("a/b");
    try (OutputDirectory output = OutputDirectory.open(place, false)) {
      output.write("run.json", "{}");
      output.write("runs/one/metrics.jsonl", "1\n");
      assertThat(place.resolve("run.json")).doesNotExist();
      output.commit();
    }
    assertThat(names(place)).containsExactly("run.json", "runs");
    assertThat(place.resolve("runs/one/metrics.jsonl")).hasContent("1\n");
  }

  @Test
  void leavesNothingBehindWhenClosedWithoutACommit() {
    Path place = folder.resolve("out");
    try (OutputDirectory output = OutputDirectory.open(place, false)) {
      output.write("run.json", "{}");
    }
    assertThat(place).doesNotExist();
  }

  @Test
  void keepsAnEmptyDirectoryThatWasThereBefore() throws IOException {
    try (OutputDirectory output = OutputDirectory.open(folder, false)) {
      output.write("run.json", "{}");
    }
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void refusesADirectoryThatIsNotEmpty() throws IOException {
    Files.writeString(folder.resolve("run.json"), "{}");
    assertThatThrownBy(() -> OutputDirectory.open(folder, false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("--overwrite");
  }

  @Test
  void replacesAnEarlierResultOnlyWhenTheNewOneIsComplete() throws IOException {
    Files.writeString(folder.resolve("run.json"), "old");
    Files.writeString(folder.resolve("report.html"), "old");
    try (OutputDirectory output = OutputDirectory.open(folder, true)) {
      output.write("run.json", "new");
    }
    assertThat(folder.resolve("run.json")).hasContent("old");
    try (OutputDirectory output = OutputDirectory.open(folder, true)) {
      output.write("run.json", "new");
      output.commit();
    }
    assertThat(names(folder)).containsExactly("run.json");
    assertThat(folder.resolve("run.json")).hasContent("new");
  }

  @Test
  void neverDeletesWhatItDidNotWrite() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "years of work");
    assertThatThrownBy(() -> OutputDirectory.open(folder, true))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("thesis.tex")
        .hasMessageContaining("leaves it alone");
    assertThat(names(folder)).containsExactly("thesis.tex");
  }

  @Test
  void neverDeletesForeignFilesBesideAnEarlierResult() throws IOException {
    Files.writeString(folder.resolve("run.json"), "old");
    Files.createDirectory(folder.resolve("src"));
    Files.writeString(folder.resolve("src/Main.java"), "years of work");
    assertThatThrownBy(() -> OutputDirectory.open(folder, true))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'src'")
        .hasMessageContaining("leaves it alone");
    assertThat(names(folder)).containsExactly("run.json", "src");
    assertThat(folder.resolve("src/Main.java")).hasContent("years of work");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "thesis.tex"})
  void leavesWhatAppearsInAnEmptyDirectoryBeforeTheCommit(String appearing) throws IOException {
    try (OutputDirectory output = OutputDirectory.open(folder, false)) {
      output.write("run.json", "new");
      Files.writeString(folder.resolve(appearing), "theirs");
      assertThatThrownBy(output::commit)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("is not empty");
    }
    assertThat(names(folder)).containsExactly(appearing);
    assertThat(folder.resolve(appearing)).hasContent("theirs");
  }

  @Test
  void leavesWhatAppearsBesideAnEarlierResultBeforeTheCommit() throws IOException {
    Files.writeString(folder.resolve("run.json"), "old");
    try (OutputDirectory output = OutputDirectory.open(folder, true)) {
      output.write("run.json", "new");
      Files.writeString(folder.resolve("thesis.tex"), "years of work");
      assertThatThrownBy(output::commit)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("thesis.tex");
    }
    assertThat(names(folder)).containsExactly("run.json", "thesis.tex");
    assertThat(folder.resolve("run.json")).hasContent("old");
  }

  @Test
  void keepsTheEarlierResultWhenTheExchangeFails() throws IOException {
    Files.writeString(folder.resolve("run.json"), "old");
    Files.writeString(folder.resolve("report.html"), "old");
    try (OutputDirectory output = OutputDirectory.open(folder, true)) {
      output.write("config.yaml", "new");
      output.store(
          "run.json",
          file -> {
            Files.writeString(file, "new");
            Files.writeString(file.resolveSibling("unexpected"), "");
          });
      assertThatThrownBy(output::commit).isInstanceOf(InputException.class);
      assertThat(folder.resolve("run.json")).hasContent("old");
      assertThat(folder.resolve("config.yaml")).doesNotExist();
    }
    assertThat(names(folder)).containsExactly("report.html", "run.json");
    assertThat(folder.resolve("report.html")).hasContent("old");
  }

  @Test
  void refusesNamesThatCouldNotBeOverwritten() {
    try (OutputDirectory output = OutputDirectory.open(folder, false)) {
      assertThatThrownBy(() -> output.write("notes.txt", ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("notes.txt");
    }
  }

  @Test
  void refusesToGoOnAfterTheEnd() {
    OutputDirectory output = OutputDirectory.open(folder, false);
    output.write("run.json", "{}");
    output.commit();
    assertThatThrownBy(() -> output.write("config.yaml", "{}"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(output::commit).isInstanceOf(IllegalStateException.class);
    output.close();
    assertThat(folder.resolve("run.json")).hasContent("{}");
  }

  @Test
  void closesForAnInterruptedThread() throws IOException {
    OutputDirectory output = OutputDirectory.open(folder, false);
    Thread.currentThread().interrupt();
    output.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void neverGivesTwoRunsTheSamePlace() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<OutputDirectory> next = () -> OutputDirectory.next(folder.resolve("runs"), "x");
      List<Path> places = new ArrayList<>();
      for (Future<OutputDirectory> output : threads.invokeAll(Collections.nCopies(40, next))) {
        places.add(output.get().path());
        output.get().write("run.json", "{}");
        output.get().commit();
      }
      assertThat(places).hasSize(40).doesNotHaveDuplicates();
      assertThat(places).contains(folder.resolve("runs/x-1"), folder.resolve("runs/x-40"));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void namesAPlaceThatIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> OutputDirectory.open(file, false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> OutputDirectory.open(file.resolve("below"), false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void namesThePlaceAndReasonOfAFailedWrite() {
    Path place = folder.resolve("out");
    try (OutputDirectory output = OutputDirectory.open(place, false)) {
      assertThatThrownBy(
              () ->
                  output.store(
                      "model.zip",
                      file -> {
                        throw new IOException("No space left on device");
                      }))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(place.resolve("model.zip").toString())
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("--out");
    }
    assertThat(place).doesNotExist();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
