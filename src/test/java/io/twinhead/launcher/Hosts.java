package io.twinhead.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A host made of files below one folder: at first Linux with one RTX 3090, its driver, CUDA, cuDNN
 * and both backends installed. Tests take one thing away.
 */
final class Hosts {
  static final List<String> LIBRARIES =
      List.of(
          "libcudart.so.11.0",
          "libcublas.so.11",
          "libcublasLt.so.11",
          "libcusolver.so.11",
          "libcusolverMg.so.11",
          "libcusparse.so.11",
          "libcudnn.so.8",
          "libcudnn_ops_infer.so.8",
          "libcudnn_ops_train.so.8",
          "libcudnn_cnn_infer.so.8",
          "libcudnn_cnn_train.so.8",
          "libcudnn_adv_infer.so.8",
          "libcudnn_adv_train.so.8");
  static final String RTX_3090 = "GPU-aaaa-1, 535.104.05, 24576, 8.6, NVIDIA GeForce RTX 3090";
  static final Path NATIVE =
      Installations.TARGET.resolve(
          "backends/cuda/nd4j-cuda-11.6-1.0.0-M2.1-linux-x86_64-cudnn.jar");
  static final Path REDISTRIBUTABLE =
      NATIVE.resolveSibling("cuda-11.6-8.3-1.5.7-linux-x86_64-redist.jar");
  private static final String LIB = "usr/lib/x86_64-linux-gnu/";

  private final Path root;
  private final Map<String, String> environment = new HashMap<>();
  private Machine machine = Machines.linux(Machines.AVX2);
  private List<Path> cpuJars = Installations.withNatives("linux-x86_64-onednn-avx2").cpuJars();
  private List<Path> cudaJars = List.of(NATIVE);

  Hosts(Path root) throws IOException {
    this.root = root;
    environment.put("PATH", root.resolve("bin").toString());
    library("libcuda.so.1");
    for (String library : LIBRARIES) {
      library(library);
    }
    devices(RTX_3090);
  }

  /** Without any file at all. */
  static Host nowhere(Machine machine, Installation installation, Map<String, String> environment) {
    return new Host(machine, installation, environment, Path.of("/nowhere"), Duration.ZERO);
  }

  Host host() {
    return host(Duration.ofSeconds(20));
  }

  Host host(Duration patience) {
    Installation installation = Installations.with(cpuJars, cudaJars);
    return new Host(machine, installation, Map.copyOf(environment), root, patience);
  }

  Hosts machine(String os, String arch, Machine.Libc libc) {
    machine = Machines.machine(os, arch, Machines.AVX2, libc);
    return this;
  }

  Hosts cpuJars(String... classifiers) {
    cpuJars = Installations.withNatives(classifiers).cpuJars();
    return this;
  }

  Hosts cudaJars(Path... jars) {
    cudaJars = List.of(jars);
    return this;
  }

  /** Of Windows, which has no variable PATH beside its Path. */
  Hosts path(String value) {
    environment.remove("PATH");
    return set("Path", value);
  }

  Hosts set(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Hosts library(String name) throws IOException {
    return write(LIB + name, "");
  }

  Hosts without(String library) throws IOException {
    Files.delete(root.resolve(LIB + library));
    return this;
  }

  /** What nvidia-smi lists, without the index that each line begins with. */
  Hosts devices(String... lines) throws IOException {
    List<String> numbered = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      numbered.add(i + ", " + lines[i]);
    }
    return nvidiaSmi("cat <<'END'\n" + String.join("\n", numbered) + "\nEND");
  }

  /** A script in its place, which finds its commands where the tests' machine has them. */
  Hosts nvidiaSmi(String script) throws IOException {
    write("bin/nvidia-smi", "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
    Files.setPosixFilePermissions(
        root.resolve("bin/nvidia-smi"), PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  Hosts withoutNvidiaSmi() throws IOException {
    Files.delete(root.resolve("bin/nvidia-smi"));
    return this;
  }

  Hosts write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).resolveSibling(""));
    Files.writeString(root.resolve(file), text);
    return this;
  }
}
