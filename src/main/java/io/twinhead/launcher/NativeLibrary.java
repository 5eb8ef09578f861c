package io.twinhead.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one build of ND4J's native library for CPUs that goes on the class path: the highest
 * instruction set that is both there and within the CPU's reach, for a level above it ends the
 * process.
 *
 * @param extension JavaCPP's name of the level; empty for a platform that has one build only
 */
record NativeLibrary(Path jar, String extension) {
  private static final List<String> AVX512 = List.of("avx512f", "avx512bw", "avx512dq", "avx512vl");
  private static final List<String> AVX2 = List.of("avx2", "fma");
  private static final List<String> SYSTEMS = List.of("-linux-", "-macosx-", "-windows-", "-ios-");

  /** Null if no build here fits. */
  static @Nullable NativeLibrary choose(Host host) {
    for (String extension : extensions(host.machine())) {
      String ending = "-".concat(host.machine().platform()).concat(extension).concat(".jar");
      for (Path jar : host.installation().cpuJars()) {
        if (isNative(jar) && name(jar).endsWith(ending)) {
          return new NativeLibrary(jar, extension);
        }
      }
    }
    return null;
  }

  /**
   * Whether a jar holds some build of the library, for whatever machine; {@code
   * nd4j-native-VERSION.jar} holds its classes, and other artifacts share the beginning of the
   * name.
   */
  static boolean isNative(Path jar) {
    String name = name(jar);
    String prefix = "nd4j-native-";
    if (!name.startsWith(prefix) || !Character.isDigit(name.charAt(prefix.length()))) {
      return false;
    }
    for (String system : SYSTEMS) {
      if (name.contains(system)) {
        return true;
      }
    }
    return name.contains("-android-");
  }

  /** Whether a jar holds some build of the library for {@code platform}. */
  static boolean isFor(Path jar, String platform) {
    return isNative(jar) && name(jar).contains(platform);
  }

  /** The levels this CPU can run, best first. */
  static List<String> extensions(Machine machine) {
    if (!machine.arch().equals("x86_64")) {
      return List.of("");
    }
    // Only Linux tells the flags; the builds for macOS and Windows ask for AVX2, no more.
    boolean told = machine.os().equals("linux");
    List<String> extensions = new ArrayList<>();
    if (machine.cpuFlags().containsAll(AVX512)) {
      extensions.add("-onednn-avx512");
    }
    if (!told || machine.cpuFlags().containsAll(AVX2)) {
      extensions.add("-onednn-avx2");
    }
    extensions.add("-onednn");
    extensions.add("");
    return extensions;
  }

  private static String name(Path jar) {
    return jar.toFile().getName();
  }
}
