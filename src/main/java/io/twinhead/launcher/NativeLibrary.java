package io.twinhead.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The one build of ND4J's native library that goes on the class path: the highest instruction set
 * that is both there and within the CPU's reach, for a level above it ends the process.
 *
 * @param extension JavaCPP's name of the level; empty for a platform that has one build only
 */
record NativeLibrary(Path jar, String extension) {
  private static final List<String> AVX512 = List.of("avx512f", "avx512bw", "avx512dq", "avx512vl");
  private static final List<String> AVX2 = List.of("avx2", "fma");
  private static final List<String> SYSTEMS = List.of("-linux-", "-macosx-", "-windows-", "-ios-");

  static NativeLibrary choose(Machine machine, Installation installation) {
    List<String> extensions = extensions(machine);
    if (machine.libc() != Machine.Libc.MUSL) {
      for (String extension : extensions) {
        String ending = "-".concat(machine.platform()).concat(extension).concat(".jar");
        for (Path jar : installation.backendJars()) {
          if (isNative(jar) && name(jar).endsWith(ending)) {
            return new NativeLibrary(jar, extension);
          }
        }
      }
    }
    throw missing(machine, installation, extensions);
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

  /** The levels this CPU can run, best first. */
  private static List<String> extensions(Machine machine) {
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

  private static LaunchException missing(
      Machine machine, Installation installation, List<String> extensions) {
    StringBuilder text = new StringBuilder("ND4J has no native library here for ");
    text.append(machine.platform());
    if (machine.libc() == Machine.Libc.MUSL) {
      text.append(" with the musl C library: its builds for Linux need glibc. Use an image based")
          .append(" on glibc, such as Debian, Ubuntu or UBI, instead of Alpine.");
      return new LaunchException(LaunchException.BACKEND, text.toString());
    }
    text.append(". Looked in ").append(installation.backendFolder()).append(" for");
    for (String extension : extensions) {
      text.append(" nd4j-native-*-").append(machine.platform()).append(extension).append(".jar");
    }
    text.append(" and found");
    int before = text.length();
    for (Path jar : installation.backendJars()) {
      if (isNative(jar)) {
        text.append(' ').append(name(jar));
      }
    }
    text.append(text.length() == before ? " none" : "");
    text.append(". Run mvn package on this machine: it fetches the natives of the machine it runs")
        .append(" on (Linux and macOS on x86_64 and arm64, Windows on x86_64).");
    return new LaunchException(LaunchException.BACKEND, text.toString());
  }

  private static String name(Path jar) {
    return jar.toFile().getName();
  }
}
