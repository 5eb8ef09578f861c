package io.twinhead.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The most memory that the process has resident from a moment on, as Linux counts it. */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");

  /** Written to {@link #CLEAR}, lets the peak begin anew. */
  private static final String RESET_PEAK = "5";

  private @Nullable Double atFirst;
  private double held;
  private boolean reset;

  /** Lets the peak begin here. What is resident beyond the first start's belongs to others. */
  void start() {
    Double resident = status("VmRSS:");
    atFirst = atFirst == null ? resident : atFirst;
    held = resident == null || atFirst == null ? 0 : Math.max(0, resident - atFirst);
    reset = reset();
  }

  /** In units of 2^20 bytes since the last start, without what others held; null if unknown. */
  @Nullable Double peakMegabytes() {
    Double peak = reset ? status("VmHWM:") : null;
    return peak == null ? null : peak - held;
  }

  private static boolean reset() {
    try {
      Files.writeString(CLEAR, RESET_PEAK, StandardOpenOption.WRITE);
      return true;
    } catch (IOException e) {
      return false; // not Linux, or a container that may not
    }
  }

  private static @Nullable Double status(String key) {
    try {
      for (String line : Files.readAllLines(STATUS, StandardCharsets.UTF_8)) {
        if (line.startsWith(key)) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    } catch (IOException e) {
      return null; // not Linux
    }
    return null;
  }
}
