package io.twinhead.engine;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which convolutions go by Winograd's algorithm; the others are direct.
 *
 * @param winograd names of operations, such as {@code conv2 forward}
 * @param all whether every convolution that can shall
 */
record Algorithms(Set<String> winograd, boolean all) {
  static final Algorithms DIRECT = new Algorithms(Set.of(), false);
  static final Algorithms WINOGRAD = new Algorithms(Set.of(), true);

  Algorithms {
    winograd = Collections.unmodifiableSet(new TreeSet<>(winograd));
  }

  boolean winograd(String operation) {
    return all || winograd.contains(operation);
  }
}
