package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Missing;
import io.twinhead.launcher.Finding.Usable;
import org.jspecify.annotations.Nullable;

/** A small computation that tells what no fact can: that CUDA gives right numbers here. */
interface Trial {
  /** What went wrong, or null if the backend passed. */
  @Nullable Missing failure(Usable cuda);
}
