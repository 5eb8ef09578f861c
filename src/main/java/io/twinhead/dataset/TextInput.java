package io.twinhead.dataset;

import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The characters of a UTF-8 file, unpacked if its name ends in {@code .gz}, without the byte order
 * mark. Fails with a {@link CharConversionException} on what is no text.
 */
final class TextInput extends FilterReader {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private TextInput(Reader in) {
    super(in);
  }

  static Reader open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return new TextInput(
          new InputStreamReader(
              withoutMark(unpacked(file, raw)), StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static InputStream unpacked(Path file, InputStream raw) throws IOException {
    boolean packed = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    return packed ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  private static InputStream withoutMark(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(buffered.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      buffered.reset();
    }
    return buffered;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    for (int i = offset; i < offset + count; i++) {
      if (buffer[i] == 0) {
        throw new CharConversionException("holds a NUL character");
      }
    }
    return count;
  }
}
