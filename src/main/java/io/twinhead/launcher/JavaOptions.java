package io.twinhead.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The worker JVM's options. */
final class JavaOptions {
  /** Options of the user's, taken last so that they win; blanks separate, quotes keep together. */
  static final String VARIABLE = "TWINHEAD_JAVA_OPTIONS";

  /** No class at all may be deserialised: saved models can come from strangers. */
  static final String SERIAL_FILTER = "-Djdk.serialFilter=!*";

  private static final String CACHE = "-D".concat(WritableFolders.NATIVES).concat("=");

  private static final List<String> READ_BY_JAVA =
      List.of(VARIABLE, "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

  private JavaOptions() {}

  /** {@code extension} is JavaCPP's name of the native library's build, or "". */
  static List<String> of(Host host, String extension) {
    Machine machine = host.machine();
    Map<String, String> environment = host.environment();
    MemoryBudget memory = MemoryBudget.of(machine.memoryBytes());
    List<String> options = new ArrayList<>();
    options.add("-Xmx".concat(Long.toString(memory.heapMegabytes())).concat("m"));
    collector(options, machine, environment);
    archive(options, host.installation().archive());
    quiet(options, machine);
    options.add(SERIAL_FILTER);
    options.add("-Djava.awt.headless=true");
    options.add("-Dfile.encoding=UTF-8");
    property(options, "twinhead.home", host.installation().home().toString());
    String maxBytes = Long.toString(memory.nativeMegabytes()).concat("m");
    property(options, "org.bytedeco.javacpp.maxbytes", maxBytes);
    String home = System.getProperty("user.home", "");
    for (Map.Entry<String, String> folder : WritableFolders.of(environment, home).entrySet()) {
      property(options, folder.getKey(), folder.getValue());
    }
    // Otherwise each allocation reads the process's resident size from /proc.
    property(options, "org.bytedeco.javacpp.maxphysicalbytes", "0");
    if (!extension.isEmpty()) {
      property(options, "org.bytedeco.javacpp.platform.extension", extension);
    }
    options.addAll(split(environment.getOrDefault(VARIABLE, "")));
    return options;
  }

  /** The folder that JavaCPP unpacks native libraries to: the worker's last option counts. */
  static String cache(Host host) {
    String folder = System.getProperty("user.home", "").concat("/.javacpp/cache");
    for (String option : of(host, "")) {
      folder = option.startsWith(CACHE) ? option.substring(CACHE.length()) : folder;
    }
    return folder;
  }

  /**
   * Collectors that stop the program and are done. G1 works beside the program, on cores that
   * OpenMP's barriers then wait for. Several collecting threads pay from three cores and a heap of
   * some size. Two collectors on one command line are an error, so the user's replaces this one.
   */
  private static void collector(
      List<String> options, Machine machine, Map<String, String> environment) {
    for (String variable : READ_BY_JAVA) {
      for (String option : split(environment.getOrDefault(variable, ""))) {
        if (option.startsWith("-XX:+Use") && option.endsWith("GC")) {
          return;
        }
      }
    }
    boolean serial = machine.cores() <= 2 || machine.memoryBytes() < 2L << 30;
    options.add(serial ? "-XX:+UseSerialGC" : "-XX:+UseParallelGC");
  }

  /**
   * The classes as this JVM lays them out in memory. It ignores an archive that another JVM has
   * made, or that is older than a jar, but not without a message.
   */
  private static void archive(List<String> options, @Nullable Path file) {
    if (file != null) {
      options.add("-XX:SharedArchiveFile=".concat(file.toString()));
    }
  }

  /** Standard output is the commands' own: the JVM's messages go to standard error, errors only. */
  private static void quiet(List<String> options, Machine machine) {
    options.add("-Xlog:disable");
    options.add("-Xlog:all=error:stderr");
    options.add("-Xlog:cds=off:stderr");
    options.add("-Xlog:cds+dynamic=off:stderr");
    options.add("-XX:+DisplayVMOutputToStderr");
    if (machine.javaVersion() >= 22) {
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    if (machine.javaVersion() >= 23) {
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
  }

  private static void property(List<String> options, String name, String value) {
    options.add("-D".concat(name).concat("=").concat(value));
  }

  /** Words separated by blanks; single or double quotes keep blanks, as in JDK_JAVA_OPTIONS. */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        inWord = true;
      } else if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw new LaunchException(
          LaunchException.USAGE,
          VARIABLE + " has a quote without its partner: " + text + ". Close it or leave it out.");
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }
}
