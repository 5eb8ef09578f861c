package io.twinhead.launcher;

import java.nio.file.Path;
import java.util.List;

/**
 * The memory limit of the control groups that this process belongs to, version 1 or 2.
 *
 * <p>A container without a cgroup namespace sees its path on the host but its own group mounted at
 * the root, and limits of outer groups hold inside: so every level from the process's own group up
 * to the mount is read, and the smallest limit counts.
 */
final class Cgroup {
  private static final List<String> VERSION_1 = List.of("memory.limit_in_bytes");
  private static final List<String> VERSION_2 = List.of("memory.max", "memory.high");

  private Cgroup() {}

  /** In bytes; {@code Long.MAX_VALUE} without a limit. {@code root} is "/" but in tests. */
  static long memoryLimit(Path root) {
    long limit = Long.MAX_VALUE;
    Path mount = root.resolve("sys/fs/cgroup");
    for (String line : TextFiles.lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3); // hierarchy:controllers:path
      if (parts.length == 3 && parts[1].isEmpty()) {
        limit = Math.min(limit, smallest(mount, parts[2], VERSION_2));
      } else if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains("memory")) {
        limit = Math.min(limit, smallest(mount.resolve("memory"), parts[2], VERSION_1));
      }
    }
    return limit;
  }

  private static long smallest(Path mount, String group, List<String> files) {
    long limit = Long.MAX_VALUE;
    Path folder = mount.resolve(group.substring(group.startsWith("/") ? 1 : 0)).normalize();
    int levels = folder.startsWith(mount) ? folder.getNameCount() - mount.getNameCount() : 0;
    for (int level = levels; level >= 0; level--) {
      Path current = level == 0 ? mount : mount.resolve(mount.relativize(folder).subpath(0, level));
      for (String file : files) {
        limit = Math.min(limit, limit(current.resolve(file)));
      }
    }
    return limit;
  }

  private static long limit(Path file) {
    List<String> lines = TextFiles.lines(file);
    if (lines.isEmpty()) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(lines.get(0).trim());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE; // "max", or beyond 63 bits: no limit
    }
  }
}
