package io.twinhead.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * The facts about this machine and JVM that decide the worker's settings.
 *
 * @param os as JavaCPP names it: {@code linux}, {@code macosx}, {@code windows}, or what Java says
 * @param arch as JavaCPP names it: {@code x86_64}, {@code arm64}, or what Java says
 * @param cpuFlags the {@code flags} of /proc/cpuinfo; empty where there is no such file
 * @param cores usable by this process (CPU set and quota counted)
 * @param memoryBytes usable by this process: physical memory or the control group's limit
 * @param javaVersion feature number, such as 17
 * @param java the executable that runs the worker
 */
record Machine(
    String os,
    String arch,
    Set<String> cpuFlags,
    int cores,
    long memoryBytes,
    Libc libc,
    int javaVersion,
    Path java) {

  /** The C library, which natives are linked against. */
  enum Libc {
    GLIBC,
    MUSL,
    OTHER
  }

  Machine {
    cpuFlags = Set.copyOf(cpuFlags);
  }

  static Machine detect() {
    return detect(System.getProperties(), Path.of("/"));
  }

  /** {@code root} holds {@code proc} and {@code sys}; it is "/" but in tests. */
  static Machine detect(Properties properties, Path root) {
    String os = os(properties.getProperty("os.name", ""));
    boolean linux = os.equals("linux");
    return new Machine(
        os,
        arch(properties.getProperty("os.arch", "")),
        linux ? cpuFlags(root) : Set.of(),
        Runtime.getRuntime().availableProcessors(),
        linux ? usableMemory(root) : heapRuleMemory(),
        linux ? libc(root) : Libc.OTHER,
        Runtime.version().feature(),
        Path.of(
            properties.getProperty("java.home", ""),
            "bin",
            os.equals("windows") ? "java.exe" : "java"));
  }

  /** JavaCPP's name of the platform, which its jars carry as classifier. */
  String platform() {
    return os.concat("-").concat(arch);
  }

  private static String os(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("mac")) {
      return "macosx";
    }
    return lower.startsWith("windows") ? "windows" : lower;
  }

  private static String arch(String name) {
    return switch (name) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm64";
      default -> name;
    };
  }

  private static Set<String> cpuFlags(Path root) {
    String flags = TextFiles.value(root.resolve("proc/cpuinfo"), "flags");
    return Set.copyOf(List.of(flags.split(" ", -1)));
  }

  private static long usableMemory(Path root) {
    long physical = physicalMemory(root);
    long machine = physical == Long.MAX_VALUE ? heapRuleMemory() : physical;
    return Math.min(machine, Cgroup.memoryLimit(root));
  }

  /** In bytes; {@code Long.MAX_VALUE} where Linux's file is not there. */
  static long physicalMemory(Path root) {
    String total = TextFiles.value(root.resolve("proc/meminfo"), "MemTotal:");
    int unit = total.indexOf(' ');
    return unit < 0 ? Long.MAX_VALUE : Long.parseLong(total.substring(0, unit)) * 1024;
  }

  /** The JVM's own default: its largest heap is a quarter of the memory that it may use. */
  private static long heapRuleMemory() {
    return 4 * Runtime.getRuntime().maxMemory();
  }

  /** The library this JVM itself runs on: a machine may well have both installed. */
  private static Libc libc(Path root) {
    for (String line : TextFiles.lines(root.resolve("proc/self/maps"))) {
      if (line.contains("/ld-musl-") || line.contains("/libc.musl-")) {
        return Libc.MUSL;
      }
    }
    return Libc.GLIBC;
  }
}
