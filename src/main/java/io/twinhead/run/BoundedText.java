package io.twinhead.run;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads text files of a result, which may come from anywhere: no more of one is held in memory than
 * it can rightly have.
 */
public final class BoundedText {
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_LINE = 1 << 20;

  private BoundedText() {}

  /**
   * Reads a file in UTF-8.
   *
   * @throws InputException if it cannot be read, is larger than 64 MiB, or is no text
   */
  public static String read(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": there is no such file; restore it, or train again", e);
    } catch (IOException e) {
      throw new InputException(
          "%s: cannot be read: %s; restore the file".formatted(file, WriteFailure.reason(e)), e);
    }
    if (bytes.length > MOST_BYTES) {
      throw new InputException(
          "%s: is larger than the %d MiB that belong there; restore the file"
              .formatted(file, MOST_BYTES >> 20));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InputException(file + ": is no text in UTF-8; restore the file", e);
    }
  }

  /**
   * Reads a file of lines.
   *
   * @throws InputException if {@link #read} does, or if a line has more than 2^20 characters
   */
  public static List<String> lines(Path file) {
    List<String> lines = read(file).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).length() > MOST_LINE) {
        throw new InputException(
            "%s:%d: is longer than an epoch's line can be; restore the file"
                .formatted(file, i + 1));
      }
    }
    return lines;
  }
}
