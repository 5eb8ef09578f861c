package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldBackTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300_000})
  void releasesAllThatWasWrittenInOrderAndLeavesNothingBehind(int lines) throws IOException {
    StringBuilder expected = new StringBuilder();
    StringWriter out = new StringWriter();
    long before = leftBehind();
    try (HeldBack held = new HeldBack()) {
      for (int i = 0; i < lines; i++) {
        String line = "row ä " + i + " of many\n";
        expected.append(line);
        held.write(line);
      }
      assertThat(leftBehind() - before).isEqualTo(lines == 300_000 ? 1 : 0);
      held.release(out);
    }
    assertThat(out).hasToString(expected.toString());
    assertThat(leftBehind()).isEqualTo(before);
  }

  private static long leftBehind() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(f -> String.valueOf(f.getFileName()).startsWith("twinhead-lines-"))
          .count();
    }
  }
}
