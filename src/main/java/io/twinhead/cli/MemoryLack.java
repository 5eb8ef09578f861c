package io.twinhead.cli;

import org.bytedeco.javacpp.Pointer;

/** A lack of memory in words, and what gives the program more. */
final class MemoryLack {
  private static final int MEGABYTE = 20;

  private final OutOfMemoryError error;

  MemoryLack(OutOfMemoryError error) {
    this.error = error;
  }

  /** What was lacking, and how much there was. */
  String describe() {
    return isNative()
        ? "out of memory for native buffers (%s) with a limit of %d MB"
            .formatted(error.getMessage(), Pointer.maxBytes() >> MEGABYTE)
        : "out of memory (%s) with a heap of %d MB"
            .formatted(error.getMessage(), Runtime.getRuntime().maxMemory() >> MEGABYTE);
  }

  /** The setting that doubles it. */
  String remedy() {
    return "TWINHEAD_JAVA_OPTIONS="
        + (isNative()
            ? "-Dorg.bytedeco.javacpp.maxbytes=%dm".formatted(2 * Pointer.maxBytes() >> MEGABYTE)
            : "-Xmx%dm".formatted(2 * Runtime.getRuntime().maxMemory() >> MEGABYTE));
  }

  /** JavaCPP keeps its own limit, and says so in its own words. */
  private boolean isNative() {
    String message = String.valueOf(error.getMessage());
    return message.contains("allocate memory within limits")
        || message.contains("Physical memory usage")
        || message.contains("Cannot allocate new ");
  }
}
