package io.twinhead.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments as the user typed them. In the C locale, usual in containers, Java turns every byte
 * beyond ASCII into a question mark, and the name of a file with it; the kernel still has the
 * bytes.
 */
final class Arguments {
  private Arguments() {}

  /** {@code decoded} unless {@code encoding}, Java's for arguments, is not UTF-8 on Linux. */
  static List<String> typed(String[] decoded, String encoding, Path root) {
    if (encoding.equals("UTF-8")) {
      return List.of(decoded);
    }
    try {
      byte[] bytes = Files.readAllBytes(root.resolve("proc/self/cmdline"));
      List<String> words = words(bytes);
      return words.subList(words.size() - decoded.length, words.size());
    } catch (IOException e) {
      return List.of(decoded); // no such file outside Linux
    }
  }

  private static List<String> words(byte[] bytes) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        words.add(new String(Arrays.copyOfRange(bytes, start, i), StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    return words;
  }
}
