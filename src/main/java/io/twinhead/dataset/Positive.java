package io.twinhead.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The class of two that probabilities are about.
 *
 * @param why it is that one, for people
 */
record Positive(String name, String why) {
  private static final Map<String, String> NEGATION_OF =
      Map.of("yes", "no", "true", "false", "1", "0", "pos", "neg");

  /**
   * The affirmative of a well-known pair, else the last in sorted order.
   *
   * @param sorted two class names
   */
  static Positive byRule(List<String> sorted) {
    for (int i = 0; i < 2; i++) {
      String name = sorted.get(i).toLowerCase(Locale.ROOT);
      String other = sorted.get(1 - i).toLowerCase(Locale.ROOT);
      if (other.equals(NEGATION_OF.get(name))) {
        return new Positive(sorted.get(i), "the affirmative of the two");
      }
    }
    return new Positive(sorted.get(1), "the last in sorted order; --positive chooses");
  }

  /** The name that a word stands for: itself, in other letter case, or the same number. */
  static Optional<String> match(String word, List<String> names) {
    if (names.contains(word)) {
      return Optional.of(word);
    }
    double number = Cells.number(word);
    return names.stream()
        .filter(n -> n.equalsIgnoreCase(word) || Cells.number(n) == number)
        .findFirst();
  }
}
