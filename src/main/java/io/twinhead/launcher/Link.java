package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Missing;
import org.jspecify.annotations.Nullable;

/** One of the conditions under which a backend works. */
interface Link {
  /** What is missing on this host, or null if the link holds. */
  @Nullable Missing missing(Host host);

  /** The first missing one in the order given, or null if all hold. */
  static @Nullable Missing first(Link[] chain, Host host) {
    for (Link link : chain) {
      Missing missing = link.missing(host);
      if (missing != null) {
        return missing;
      }
    }
    return null;
  }
}
