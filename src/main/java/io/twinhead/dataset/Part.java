package io.twinhead.dataset;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The use that a data set gives a row of its own. */
enum Part {
  TRAIN,
  VALIDATION,
  TEST;

  /** The part that a word means, in any case ({@code val} and {@code valid} too), or null. */
  static @Nullable Part of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "train" -> TRAIN;
      case "validation", "valid", "val" -> VALIDATION;
      case "test" -> TEST;
      default -> null;
    };
  }
}
