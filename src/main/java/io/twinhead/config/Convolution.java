package io.twinhead.config;

import java.util.Locale;

/** Which algorithms a compiled plan may use for convolutions. */
public enum Convolution {
  /** Whichever is fastest, Winograd's included where its gradients are close to the direct ones. */
  AUTO,

  /** The direct one only, exact up to the order of additions. */
  DIRECT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
