package io.twinhead.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Turns a misspelt name into a hint. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * Returns {@code "; did you mean 'x'?"} for the closest known name, or {@code "; known: a, b"}
   * when nothing is close.
   */
  public static String forName(String name, Collection<String> known) {
    String typed = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(k -> distance(typed, k) <= farthest(typed, k))
        .min(Comparator.comparingInt(k -> distance(typed, k)))
        .map(k -> "; did you mean '" + k + "'?")
        .orElseGet(() -> "; known: " + String.join(", ", known.stream().limit(20).toList()));
  }

  private static int distance(String typed, String known) {
    return LevenshteinDistance.getDefaultInstance().apply(typed, known.toLowerCase(Locale.ROOT));
  }

  /** Of a short name one letter may be wrong, and one letter at least must be right. */
  private static int farthest(String typed, String known) {
    return known.length() > 3
        ? Math.max(2, known.length() / 3)
        : Math.min(1, Math.max(typed.length(), known.length()) - 1);
  }
}
