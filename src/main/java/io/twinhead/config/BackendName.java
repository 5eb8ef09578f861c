package io.twinhead.config;

import java.util.Locale;

/** What runs the tensor kernels. */
public enum BackendName {
  CPU,
  CUDA;

  /** As the launcher says, by the system property {@code twinhead.backend}. */
  public static BackendName chosen() {
    return "cuda".equals(System.getProperty("twinhead.backend")) ? CUDA : CPU;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
