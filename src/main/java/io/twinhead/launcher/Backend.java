package io.twinhead.launcher;

import java.util.Locale;

/**
 * What computes: one backend's jars, and no other's, go on the worker's class path, because ND4J
 * takes whatever it finds there.
 */
enum Backend {
  CPU,
  CUDA;

  /** As {@code --backend} takes it, and the folder below {@code backends/}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
