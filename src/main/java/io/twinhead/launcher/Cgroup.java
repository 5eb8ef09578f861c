package io.twinhead.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits of the control groups that this process belongs to, version 1 or 2.
 *
 * <p>A container without a cgroup namespace sees its path on the host but its own group mounted at
 * the root, and limits of outer groups hold inside: so every level from the process's own group up
 * to the mount is read, and the smallest limit counts.
 */
final class Cgroup {
  private Cgroup() {}

  /** In bytes; {@code Long.MAX_VALUE} without a limit. {@code root} is "/" but in tests. */
  static long memoryLimit(Path root) {
    long limit = Long.MAX_VALUE;
    for (Path folder : folders(root, "memory")) {
      limit = Math.min(limit, bytes(folder.resolve("memory.max")));
      limit = Math.min(limit, bytes(folder.resolve("memory.high")));
      limit = Math.min(limit, bytes(folder.resolve("memory.limit_in_bytes")));
    }
    return limit;
  }

  /** In cores; infinite without a limit. */
  static double cpuQuota(Path root) {
    double quota = Double.POSITIVE_INFINITY;
    for (Path folder : folders(root, "cpu")) {
      String[] both = first(folder.resolve("cpu.max")).split(" ", -1);
      quota = Math.min(quota, cores(both[0], both[both.length - 1]));
      String time = first(folder.resolve("cpu.cfs_quota_us"));
      quota = Math.min(quota, cores(time, first(folder.resolve("cpu.cfs_period_us"))));
    }
    return quota;
  }

  /** Where limits of {@code controller} for this process are written, in whatever order. */
  private static List<Path> folders(Path root, String controller) {
    List<Path> folders = new ArrayList<>();
    Path mount = root.resolve("sys/fs/cgroup");
    for (String line : TextFiles.lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3); // hierarchy:controllers:path
      if (parts.length == 3 && parts[1].isEmpty()) {
        addLevels(folders, mount, parts[2]);
      } else if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller)) {
        addLevels(folders, mount.resolve(controller), parts[2]);
      }
    }
    return folders;
  }

  private static void addLevels(List<Path> folders, Path mount, String group) {
    Path folder = mount.resolve(group.substring(group.startsWith("/") ? 1 : 0)).normalize();
    int levels = folder.startsWith(mount) ? folder.getNameCount() - mount.getNameCount() : 0;
    folders.add(mount);
    for (int level = 1; level <= levels; level++) {
      folders.add(mount.resolve(mount.relativize(folder).subpath(0, level)));
    }
  }

  private static long bytes(Path file) {
    try {
      return Long.parseLong(first(file));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE; // no such file, "max", or beyond 63 bits: no limit
    }
  }

  private static double cores(String time, String period) {
    try {
      double quota = (double) Long.parseLong(time) / Long.parseLong(period);
      return quota > 0 ? quota : Double.POSITIVE_INFINITY; // -1 in version 1
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY; // no such file, or "max"
    }
  }

  private static String first(Path file) {
    List<String> lines = TextFiles.lines(file);
    return lines.isEmpty() ? "" : lines.get(0).trim();
  }
}
