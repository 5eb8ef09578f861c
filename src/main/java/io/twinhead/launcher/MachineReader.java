package io.twinhead.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@link MachineFacts}: too slow, and of no use, for each start. */
final class MachineReader {
  private static final List<String> FEATURES =
      List.of("sse4_2", "avx", "fma", "avx2", "avx512f", "avx512bw", "avx512dq", "avx512vl");

  private static final Pattern GLIBC =
      Pattern.compile("GNU C Library [^\\n]{0,200}? version (\\d+\\.\\d+)");

  private MachineReader() {}

  static MachineFacts read(
      Machine machine, String nativeLibrary, Properties properties, Path root) {
    MemoryBudget budget = MemoryBudget.of(machine.memoryBytes());
    long limit = Cgroup.memoryLimit(root);
    double quota = Cgroup.cpuQuota(root);
    long physical = Machine.physicalMemory(root);
    TreeSet<String> features = new TreeSet<>(FEATURES);
    features.retainAll(machine.cpuFlags());
    return new MachineFacts(
        properties.getProperty("os.name", "") + " " + properties.getProperty("os.version", ""),
        machine.platform(),
        machine.libc().name().toLowerCase(Locale.ROOT),
        cLibrary(root),
        processor(root),
        List.copyOf(features),
        nativeLibrary,
        machine.cores(),
        Double.isInfinite(quota) ? OptionalDouble.empty() : OptionalDouble.of(quota),
        limit >= physical ? OptionalLong.empty() : OptionalLong.of(limit),
        physical == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(physical),
        budget.heapMegabytes(),
        budget.nativeMegabytes());
  }

  private static String processor(Path root) {
    String name = TextFiles.value(root.resolve("proc/cpuinfo"), "model name");
    return name.isEmpty() ? "unknown" : name;
  }

  /** Java has no call for it; the file of the library that this process has mapped carries it. */
  private static String cLibrary(Path root) {
    for (String line : TextFiles.lines(root.resolve("proc/self/maps"))) {
      int path = line.indexOf('/');
      String name = line.substring(line.lastIndexOf('/') + 1);
      // libc-2.31.so until glibc 2.33
      if (path >= 0 && (name.equals("libc.so.6") || name.startsWith("libc-2."))) {
        return written(root.resolve(line.substring(path + 1)));
      }
    }
    return "unknown";
  }

  private static String written(Path library) {
    try {
      String bytes = Files.readString(library, StandardCharsets.ISO_8859_1);
      Matcher matcher = GLIBC.matcher(bytes);
      return matcher.find() ? matcher.group(1) : "unknown";
    } catch (IOException e) {
      return "unknown"; // replaced by an update since this process began
    }
  }
}
