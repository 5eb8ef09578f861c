package io.twinhead.audit;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinhead.config.InputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Foreign JSON as a plain tree: no class that it names is loaded, and no more than {@value
 * #MOST_BYTES} bytes of it are read.
 */
final class BoundedJson {
  static final int MOST_BYTES = 4 << 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private BoundedJson() {}

  /**
   * Reads one entry of a zip file; all others stay packed.
   *
   * @return empty if there is no such entry
   * @throws InputException if the file is no zip, or the entry too long or not JSON
   */
  static Optional<JsonNode> entry(Path zip, String name) {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      ZipEntry entry = file.getEntry(name);
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream in = file.getInputStream(entry)) {
        return Optional.of(parse(zip + "!" + name, in));
      }
    } catch (ZipException | EOFException e) {
      throw new InputException(
          "%s: is not a readable zip file (%s); save the model again, or copy it anew"
              .formatted(zip, e.getMessage()),
          e);
    } catch (IOException e) {
      throw unreadable(zip.toString(), e);
    }
  }

  /** Reads a file. */
  static JsonNode file(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(file.toString(), in);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /** Reads one line of a file of lines. */
  static JsonNode line(String source, String line) {
    return tree(source, line.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode parse(String source, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new InputException(
          "%s: is longer than %d MB, which no description is; check where the file comes from"
              .formatted(source, MOST_BYTES >> 20));
    }
    return tree(source, bytes);
  }

  private static JsonNode tree(String source, byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw new InputException(
          "%s%s: is not JSON: %s; write the file anew".formatted(source, place, reason(e)), e);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  /** Without the parser's remarks on its own settings. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage().lines().findFirst().orElse("it is empty");
    return message.replaceFirst(
        "(: was expecting| \\((start marker|for \\w+ starting)|: expected a valid|, from `).*", "");
  }

  private static InputException unreadable(String source, IOException e) {
    return new InputException(
        "%s: cannot be read: %s; check the file and its permissions"
            .formatted(source, e.getMessage()),
        e);
  }
}
