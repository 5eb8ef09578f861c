package io.twinhead.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What Pillow reads from the pictures beside {@code make_fixtures.py}, and how it resizes one. */
final class GoldenPictures {
  private static final JsonNode GOLDEN = golden();

  private GoldenPictures() {}

  static List<String> names(String part) {
    List<String> names = new ArrayList<>();
    GOLDEN.get(part).fieldNames().forEachRemaining(names::add);
    return names;
  }

  static Picture picture(String name) {
    JsonNode p = GOLDEN.get("pictures").get(name);
    return new Picture(
        p.get("height").asInt(),
        p.get("width").asInt(),
        p.get("channels").asInt(),
        bytes(p.get("pixels")));
  }

  static Picture resizedNoise(String size) {
    String[] sides = size.split("x", -1);
    return new Picture(
        Integer.parseInt(sides[0]),
        Integer.parseInt(sides[1]),
        1,
        bytes(GOLDEN.get("resized").get(size)));
  }

  static Path file(String name) {
    try {
      return Path.of(url(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private static byte[] bytes(JsonNode numbers) {
    byte[] bytes = new byte[numbers.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers.get(i).asInt();
    }
    return bytes;
  }

  private static URL url(String name) {
    return Objects.requireNonNull(GoldenPictures.class.getResource(name), name);
  }

  private static JsonNode golden() {
    try {
      return new ObjectMapper().readTree(url("golden.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
