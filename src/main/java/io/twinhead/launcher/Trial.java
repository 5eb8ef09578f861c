package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Usable;

/** A small computation that tells what no fact can: that CUDA gives right numbers here. */
interface Trial {
  /** {@code cuda} if the backend passed, else what went wrong. */
  Finding finding(Usable cuda);
}
