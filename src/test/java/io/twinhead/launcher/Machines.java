package io.twinhead.launcher;

import java.nio.file.Path;
import java.util.Set;

/** Machines that the tests run on: each is one fact away from another. */
final class Machines {
  static final Set<String> AVX512 =
      Set.of("sse4_2", "fma", "avx2", "avx512f", "avx512bw", "avx512dq", "avx512vl");
  static final Set<String> AVX2 = Set.of("sse4_2", "fma", "avx2");

  private Machines() {}

  static Machine linux(Set<String> flags) {
    return machine("linux", "x86_64", flags, Machine.Libc.GLIBC);
  }

  static Machine machine(String os, String arch, Set<String> flags, Machine.Libc libc) {
    return new Machine(os, arch, flags, 8, 8L << 30, libc, 17, Path.of("/jdk/bin/java"));
  }

  static Machine with(Machine machine, int cores, long memoryBytes, int javaVersion) {
    return new Machine(
        machine.os(),
        machine.arch(),
        machine.cpuFlags(),
        cores,
        memoryBytes,
        machine.libc(),
        javaVersion,
        machine.java());
  }
}
