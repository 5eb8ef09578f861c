package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldBackTest {
  private static final int TOO_MANY_FOR_MEMORY = 300_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, TOO_MANY_FOR_MEMORY})
  void releasesAllThatWasWrittenInOrderAndLeavesNothingBehind(int lines) throws IOException {
    StringBuilder expected = new StringBuilder();
    StringWriter out = new StringWriter();
    try (HeldBack held = new HeldBack(folder)) {
      for (int i = 0; i < lines; i++) {
        String line = "row ä " + i + " of many\n";
        expected.append(line);
        held.write(line);
      }
      held.release(out);
    }
    assertThat(out).hasToString(expected.toString());
    assertThat(folder).isEmptyDirectory();
  }

  /** As after a crash, or where a full disk lets nothing be closed properly. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void hasNoFileThatCouldStayBehind() throws IOException {
    try (HeldBack held = new HeldBack(folder)) {
      held.write("a long line\n".repeat(TOO_MANY_FOR_MEMORY * 2));
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void saysWhereThereIsNoRoom() throws IOException {
    Path missing = folder.resolve("missing");
    try (HeldBack held = new HeldBack(missing)) {
      String text = "a long line\n".repeat(TOO_MANY_FOR_MEMORY * 2);
      assertThatThrownBy(() -> held.write(text))
          .isInstanceOf(InputException.class)
          .hasMessageContainingAll(missing.toString(), "make room", "--on-error skip");
    }
    assertThat(folder).isEmptyDirectory();
  }
}
