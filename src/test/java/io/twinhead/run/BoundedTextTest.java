package io.twinhead.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedTextTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("metrics.jsonl");
  }

  @Test
  void readsLines() throws IOException {
    Files.writeString(file, "ä\n\nb\n");
    assertThat(BoundedText.lines(file)).containsExactly("ä", "", "b");
    assertThat(BoundedText.read(file)).isEqualTo("ä\n\nb\n");
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((64L << 20) + 1);
    }
    assertThatThrownBy(() -> BoundedText.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(file.toString(), "larger than the 64 MiB");
  }

  @Test
  void refusesALineThatIsTooLong() throws IOException {
    Files.writeString(file, "a\n" + "b".repeat((1 << 20) + 1) + "\n");
    assertThatThrownBy(() -> BoundedText.lines(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file + ":2: is longer than");
  }

  @Test
  void refusesBytesThatAreNoTextAndFilesThatAreNotThere() throws IOException {
    Files.write(file, new byte[] {(byte) 0xC3, 0x28});
    assertThatThrownBy(() -> BoundedText.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is no text in UTF-8");
    assertThatThrownBy(() -> BoundedText.read(folder.resolve("nothing")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no such file");
  }
}
