package io.twinhead.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the system's dynamic loader and JavaCPP find shared libraries.
 *
 * <p>Folders of {@code /etc/ld.so.conf.d} count through {@code /etc/ld.so.cache}, which names every
 * library in them: the loader itself looks nowhere else.
 */
final class SharedLibraries {
  /** Written into JavaCPP's bindings and ND4J's library; the loader itself looks elsewhere. */
  private static final String TOOLKIT = "usr/local/cuda-11.6/lib64";

  private static final List<String> USUAL =
      List.of(
          "usr/lib/x86_64-linux-gnu",
          "usr/lib64",
          "usr/lib",
          "lib/x86_64-linux-gnu",
          "usr/lib/wsl/lib",
          "usr/local/nvidia/lib64",
          TOOLKIT,
          "run/opengl-driver/lib");

  private final List<File> folders;
  private final String cache;

  private SharedLibraries(List<File> folders, String cache) {
    this.folders = folders;
    this.cache = cache;
  }

  static SharedLibraries of(Host host) {
    if (host.isWindows()) {
      List<File> folders = host.folders("PATH");
      folders.add(new File(host.variable("SystemRoot"), "System32"));
      folders.add(new File("C:/Program Files/NVIDIA GPU Computing Toolkit/CUDA/v11.6/bin"));
      return new SharedLibraries(folders, "");
    }
    List<File> folders = host.folders("LD_LIBRARY_PATH");
    for (String folder : USUAL) {
      folders.add(host.root().resolve(folder).toFile());
    }
    return new SharedLibraries(folders, cache(host.root()));
  }

  /** By its file name, such as {@code libcuda.so.1}. */
  boolean has(String name) {
    for (File folder : folders) {
      if (new File(folder, name).exists()) {
        return true;
      }
    }
    // The cache is a table of names and paths that end in a zero byte each.
    return cache.contains("/".concat(name).concat("\0"));
  }

  private static String cache(Path root) {
    try {
      byte[] bytes = Files.readAllBytes(root.resolve("etc/ld.so.cache"));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // some systems have none
    }
  }
}
