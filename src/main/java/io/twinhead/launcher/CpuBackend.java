package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Missing;
import io.twinhead.launcher.Finding.Usable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The CPU backend on a host: one native library of several, and all the other jars. */
final class CpuBackend {
  private CpuBackend() {}

  static Finding examine(Host host) {
    Missing missing = Link.first(CpuLink.values(), host);
    if (missing != null) {
      return missing;
    }
    // The last link holds only if there is one.
    NativeLibrary library = Objects.requireNonNull(NativeLibrary.choose(host));
    List<Path> jars = new ArrayList<>();
    for (Path jar : host.installation().cpuJars()) {
      if (jar.equals(library.jar()) || !NativeLibrary.isNative(jar)) {
        jars.add(jar);
      }
    }
    return new Usable(library.jar().toFile().getName(), jars, library.extension(), Map.of());
  }
}
