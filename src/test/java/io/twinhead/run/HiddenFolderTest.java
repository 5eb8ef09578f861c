package io.twinhead.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each state in which a killed process can leave the exchange of two results. */
class HiddenFolderTest {
  private static final Map<String, String> OLD =
      Map.of("config.yaml", "old", "report.html", "old", "run.json", "old");
  private static final Map<String, String> NEW =
      Map.of("config.yaml", "new", "model.zip", "new", "run.json", "new");

  @TempDir Path folder;

  @Test
  void clearsAnUnfinishedResult() throws IOException {
    put("", OLD);
    put("new", NEW);
    assertNextOpenLeaves(OLD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "run.json", "run.json report.html", "run.json report.html config.yaml"})
  void restoresAResultThatIsPartlySetAside(String aside) throws IOException {
    put("new", NEW);
    split(OLD, aside, "aside", "");
    assertNextOpenLeaves(OLD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "config.yaml", "config.yaml model.zip", "config.yaml model.zip run.json"})
  void restoresAResultThatIsPartlyReplaced(String moved) throws IOException {
    put("earlier", OLD);
    split(NEW, moved, "", "new");
    assertNextOpenLeaves(OLD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "config.yaml", "config.yaml model.zip run.json"})
  void removesAFirstResultThatIsPartlyInPlace(String moved) throws IOException {
    put("earlier", Map.of());
    split(NEW, moved, "", "new");
    assertNextOpenLeaves(Map.of());
  }

  @Test
  void keepsAResultThatIsComplete() throws IOException {
    put("", NEW);
    put("earlier", Map.of("report.html", "old"));
    assertNextOpenLeaves(NEW);
  }

  @Test
  void overwritesNothingThatAppearsDuringTheExchange() throws IOException {
    put("", OLD);
    put("new", NEW);
    put("", Map.of("model.zip", "theirs"));
    HiddenFolder hidden = new HiddenFolder(folder, new Disk());
    assertThatThrownBy(() -> hidden.publish(List.copyOf(OLD.keySet())))
        .isInstanceOf(FileAlreadyExistsException.class);
    hidden.tidy();
    Map<String, String> both = new TreeMap<>(OLD);
    both.put("model.zip", "theirs");
    assertThat(content(folder)).isEqualTo(both);
  }

  private void assertNextOpenLeaves(Map<String, String> expected) throws IOException {
    OutputDirectory.open(folder, true).close();
    assertThat(content(folder)).isEqualTo(expected);
  }

  /** Puts the entries named in {@code chosen} below one part, the others below another. */
  private void split(Map<String, String> result, String chosen, String there, String rest)
      throws IOException {
    List<String> names = List.of(chosen.split(" "));
    Map<String, String> first = new TreeMap<>(result);
    first.keySet().retainAll(names);
    Map<String, String> second = new TreeMap<>(result);
    names.forEach(second::remove);
    put(there, first);
    put(rest, second);
  }

  private void put(String part, Map<String, String> files) throws IOException {
    Path place = part.isEmpty() ? folder : folder.resolve(HiddenFolder.NAME).resolve(part);
    Files.createDirectories(place);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(place.resolve(file.getKey()), file.getValue());
    }
  }

  private static Map<String, String> content(Path directory) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        content.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return content;
  }
}
