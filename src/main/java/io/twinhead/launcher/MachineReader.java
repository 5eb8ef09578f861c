package io.twinhead.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeSet;

/** Reads the {@link MachineFacts}: too slow, and of no use, for each start. */
final class MachineReader {
  private static final List<String> FEATURES =
      List.of("sse4_2", "avx", "fma", "avx2", "avx512f", "avx512bw", "avx512dq", "avx512vl");

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
        CLibrary.version(root),
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
}
