package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {
  private static final String ASCII = "US-ASCII";

  @TempDir private Path root;

  @Test
  void restoresWhatTheLocaleLost() throws IOException {
    Files.createDirectories(root.resolve("proc/self"));
    Files.writeString(
        root.resolve("proc/self/cmdline"), "java\0-jar\0t.jar\0train\0caf\u00e9.csv\0\0");
    String[] decoded = {"train", "caf??.csv", ""};
    assertThat(Arguments.typed(decoded, ASCII, root))
        .isEqualTo(List.of("train", "caf\u00e9.csv", ""));
    assertThat(Arguments.typed(decoded, "UTF-8", root)).isEqualTo(List.of(decoded));
  }

  @Test
  void takesJavasWordWhereTheKernelKeepsNone() {
    assertThat(Arguments.typed(new String[] {"a"}, ASCII, root)).isEqualTo(List.of("a"));
  }
}
