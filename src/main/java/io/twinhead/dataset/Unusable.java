package io.twinhead.dataset;

import io.twinhead.config.InputException;
import java.util.ArrayList;
import java.util.List;

/**
 * An image that cannot be used.
 *
 * @param place its path below the data set's directory
 * @param why what is wrong with it, and what to do
 */
record Unusable(String place, String why) {
  private static final int MOST_NAMED = 3;

  /**
   * The end of reading: names the first few.
   *
   * @param total number of images, good ones included; 0 if there is none
   */
  static InputException refuse(String source, List<Unusable> unusable, int total) {
    List<String> named =
        new ArrayList<>(
            unusable.stream().limit(MOST_NAMED).map(u -> u.place + " " + u.why).toList());
    if (unusable.size() > MOST_NAMED) {
      named.add("and " + (unusable.size() - MOST_NAMED) + " more");
    }
    String remedy =
        unusable.size() < total
            ? "; --on-error skip leaves out what cannot be used, and lists it"
            : "";
    return new InputException(
        "%s: %s cannot be used: %s%s"
            .formatted(
                source,
                total == 0
                    ? Unit.IMAGE.count(unusable.size())
                    : "%d of %s".formatted(unusable.size(), Unit.IMAGE.count(total)),
                String.join("; ", named),
                remedy));
  }

  /** What was left out, one sentence each. */
  static List<String> notes(List<Unusable> skipped) {
    List<String> notes = new ArrayList<>();
    if (!skipped.isEmpty()) {
      notes.add(
          "Left out, as they cannot be used: %s.".formatted(Unit.IMAGE.count(skipped.size())));
      skipped.forEach(u -> notes.add("Left out: " + u.place + " " + u.why + "."));
    }
    return notes;
  }
}
