package io.twinhead.cli;

import io.twinhead.launcher.BackendProperties;
import java.util.Properties;

/** Says what computes, and why: the choice was the launcher's. */
final class BackendLine {
  private static final String NATIVE = "org.bytedeco.javacpp.platform.extension";

  private BackendLine() {}

  /** One line; empty in a process that no launcher has started. */
  static String of(Properties properties) {
    String chosen = properties.getProperty(BackendProperties.CHOSEN);
    String reason = properties.getProperty(BackendProperties.REASON);
    if (chosen == null || reason == null) {
      return "";
    }
    String variant = properties.getProperty(NATIVE, "").replaceFirst("^-", "");
    String with = chosen.equals("cpu") && !variant.isEmpty() ? " with " + variant : "";
    return Introduction.wrapped("Backend: %s%s (%s)".formatted(chosen, with, reason)) + "\n";
  }
}
