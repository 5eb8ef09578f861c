package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Missing;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the CPU backend needs, in the order in which it is asked for. */
enum CpuLink implements Link {
  /** ND4J's builds for Linux are linked against glibc. */
  C_LIBRARY,
  /** A folder with the backend's jars. */
  JARS,
  /** A build for this system and processor. */
  PLATFORM,
  /** A build that keeps to the instructions that this CPU has. */
  INSTRUCTIONS;

  @Override
  public @Nullable Missing missing(Host host) {
    return switch (this) {
      case C_LIBRARY -> cLibrary(host.machine());
      case JARS -> jars(host.installation());
      case PLATFORM -> platform(host);
      case INSTRUCTIONS -> instructions(host);
    };
  }

  private static @Nullable Missing cLibrary(Machine machine) {
    if (machine.libc() != Machine.Libc.MUSL) {
      return null;
    }
    return new Missing(
        "this system has the musl C library, and ND4J's builds for Linux need glibc",
        "Use an image based on glibc, such as Debian, Ubuntu or UBI, instead of Alpine.");
  }

  private static @Nullable Missing jars(Installation installation) {
    if (!installation.cpuJars().isEmpty()) {
      return null;
    }
    return new Missing(
        "there are no jars in ".concat(installation.folder(Backend.CPU).toString()),
        "Run mvn package, and copy the lib and backends folders together with twinhead.jar.");
  }

  private static @Nullable Missing platform(Host host) {
    String platform = host.machine().platform();
    for (Path jar : host.installation().cpuJars()) {
      if (NativeLibrary.isFor(jar, platform)) {
        return null;
      }
    }
    return new Missing(
        "ND4J has no native library for "
            .concat(platform)
            .concat(" here: ")
            .concat(found(host.installation())),
        "Run mvn package on this machine: it fetches the natives of the machine it runs on (Linux"
            + " and macOS on x86_64 and arm64, Windows on x86_64).");
  }

  private static @Nullable Missing instructions(Host host) {
    if (NativeLibrary.choose(host) != null) {
      return null;
    }
    String platform = host.machine().platform();
    List<String> extensions = NativeLibrary.extensions(host.machine());
    return new Missing(
        "this CPU can run the builds of ND4J named "
            .concat(platform)
            .concat(String.join(" or ".concat(platform), extensions))
            .concat(", no other: ")
            .concat(found(host.installation())),
        "Run mvn package, which fetches the builds for older CPUs too.");
  }

  private static String found(Installation installation) {
    StringBuilder text = new StringBuilder(installation.folder(Backend.CPU).toString());
    String before = " holds ";
    for (Path jar : installation.cpuJars()) {
      if (NativeLibrary.isNative(jar)) {
        text.append(before).append(jar.toFile().getName());
        before = ", ";
      }
    }
    return text.append(before.equals(", ") ? "" : " holds none").toString();
  }
}
