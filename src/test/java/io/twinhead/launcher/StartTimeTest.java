package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTimeTest {
  private static final long NOW = 1_800_000_000_000L;

  @TempDir private Path root;

  @Test
  void subtractsTheProcessesAge() throws IOException {
    write("107453");
    assertThat(StartTime.millis(root, NOW)).isEqualTo(NOW - 70);
  }

  @Test
  void isNowIfTheAgeCannotBe() throws IOException {
    write("207453");
    assertThat(StartTime.millis(root, NOW)).isEqualTo(NOW);
    write("7453");
    assertThat(StartTime.millis(root, NOW)).isEqualTo(NOW);
  }

  @Test
  void isNowWhereThereIsNoProc() {
    assertThat(StartTime.millis(root, NOW)).isEqualTo(NOW);
  }

  private void write(String startTicks) throws IOException {
    Files.createDirectories(root.resolve("proc/self"));
    String stat = "42 (a) b (c) S 1 2 3 0 -1 4194304 104 0 0 0 5 6 0 0 20 0 1 0 ";
    Files.writeString(root.resolve("proc/self/stat"), stat + startTicks + " 2998272 381\n");
    Files.writeString(root.resolve("proc/uptime"), "1074.60 2000.00\n");
  }
}
