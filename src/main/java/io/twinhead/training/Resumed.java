package io.twinhead.training;

import java.util.List;

/**
 * A training went on with other settings than before.
 *
 * @param step after which it did, of all
 * @param changes that matter to the result, in words
 */
public record Resumed(long step, List<String> changes) {
  public Resumed {
    changes = List.copyOf(changes);
  }

  /** The same for people. */
  public String sentence() {
    return "Changed after step %d: %s.".formatted(step, String.join(", ", changes));
  }
}
