package io.twinhead.launcher;

import java.nio.file.Path;
import java.util.List;

/**
 * When this process began, before its JVM did: the zero of what a command's user waits for. Java's
 * own {@code ProcessHandle} knows it to the second only, and its management beans are slow to load.
 */
final class StartTime {
  /** Ticks of /proc per second, the same on every Linux that Java runs on. */
  private static final int TICKS = 100;

  /** The field after the process's name that holds the start in ticks since boot. */
  private static final int START_FIELD = 19;

  private static final double LONGEST_SECONDS = 10;

  private StartTime() {}

  /** In milliseconds since 1970; {@code now} where the system does not tell. */
  static long millis(Path root, long now) {
    List<String> stat = TextFiles.lines(root.resolve("proc/self/stat"));
    List<String> uptime = TextFiles.lines(root.resolve("proc/uptime"));
    if (stat.isEmpty() || uptime.isEmpty()) {
      return now;
    }
    String line = stat.get(0);
    String[] fields = line.substring(line.lastIndexOf(')') + 1).trim().split(" ", -1);
    String text = uptime.get(0);
    double up = Double.parseDouble(text.substring(0, Math.max(0, text.indexOf(' '))));
    double age = up - Double.parseDouble(fields[START_FIELD]) / TICKS;
    // Containers may show an uptime of their own beside the host's start times.
    return age >= 0 && age <= LONGEST_SECONDS ? now - Math.round(age * 1000) : now;
  }
}
