package io.twinhead.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What a YAML text may be before anybody asks what it says: one short document, not deep, and every
 * value in its place. A parser would take an alias for the text of its name, and pass over all
 * documents but the first.
 */
final class YamlText {
  /** Far more than anybody writes. */
  static final int MOST_CHARACTERS = 1 << 20;

  private static final int DEEPEST = 50;

  private YamlText() {}

  static String decode(String source, byte[] bytes) {
    requireShort(source, bytes.length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InputException(source + ": is no text in UTF-8; save it in UTF-8", e);
    }
  }

  private static void requireShort(String source, int length) {
    if (length > MOST_CHARACTERS) {
      throw new InputException(
          "%s: is larger than %d MB, which no description is; name another file"
              .formatted(source, MOST_CHARACTERS >> 20));
    }
  }

  static InputException empty(String source) {
    return new InputException(source + ": is empty; write what it should say, or leave it out");
  }

  /** Reads it once, and closes the parser. */
  static void check(String source, JsonParser parser, int length) throws IOException {
    requireShort(source, length);
    try (YAMLParser yaml = (YAMLParser) parser) {
      int tokens = 0;
      int depth = 0;
      for (JsonToken token = yaml.nextToken(); token != null; token = yaml.nextToken()) {
        require(tokens == 0 || depth > 0, source, yaml, "a second document begins; keep one");
        require(
            !yaml.isCurrentAlias(),
            source,
            yaml,
            "an alias is not read; write out what it stands for");
        tokens++;
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        require(
            depth <= DEEPEST,
            source,
            yaml,
            "is nested more than " + DEEPEST + " levels deep; simplify it");
      }
      if (tokens == 0) {
        throw empty(source);
      }
    }
  }

  private static void require(boolean holds, String source, JsonParser at, String otherwise) {
    if (!holds) {
      JsonLocation place = at.currentTokenLocation();
      throw new InputException(
          "%s:%d:%d: %s".formatted(source, place.getLineNr(), place.getColumnNr(), otherwise));
    }
  }
}
