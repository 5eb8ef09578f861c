package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.twinhead.launcher.Finding.Missing;
import io.twinhead.launcher.Finding.Usable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CpuLinkTest {
  private static final Installation LINUX =
      Installations.withNatives("linux-x86_64-onednn-avx2", "linux-x86_64-onednn-avx512");

  @Test
  void allLinksHold() {
    Usable usable = (Usable) CpuBackend.examine(host(Machines.linux(Machines.AVX2), LINUX));
    assertThat(usable.extension()).isEqualTo("-onednn-avx2");
    assertThat(usable.reason()).isEqualTo("nd4j-native-1.0.0-M2.1-linux-x86_64-onednn-avx2.jar");
  }

  @Test
  void musl() {
    Machine machine = Machines.machine("linux", "x86_64", Machines.AVX2, Machine.Libc.MUSL);
    assertMissing(machine, LINUX, "musl C library", "instead of Alpine");
  }

  @Test
  void cpuJarsAbsent() {
    Installation empty = Installations.with(List.of(), List.of());
    assertMissing(
        Machines.linux(Machines.AVX2), empty, "/opt/twin head/target/backends/cpu", "mvn package");
  }

  @Test
  void arm64WithJarsForX86() {
    Machine machine = Machines.machine("linux", "arm64", Set.of(), Machine.Libc.GLIBC);
    assertMissing(machine, LINUX, "for linux-arm64 here", "mvn package on this machine");
  }

  @Test
  void macOsWithJarsForLinux() {
    Machine machine = Machines.machine("macosx", "arm64", Set.of(), Machine.Libc.OTHER);
    assertMissing(machine, LINUX, "for macosx-arm64 here", "mvn package on this machine");
  }

  @Test
  void unknownProcessor() {
    Machine machine = Machines.machine("linux", "riscv64", Set.of(), Machine.Libc.GLIBC);
    assertMissing(
        machine, Installations.withNatives(), "backends/cpu holds none", "x86_64 and arm64");
  }

  @Test
  void noAvx2AndNoBuildThatDoesWithoutIt() {
    assertMissing(
        Machines.linux(Set.of("sse4_2")),
        LINUX,
        "this CPU can run the builds of ND4J named linux-x86_64-onednn or linux-x86_64, no other:"
            + " /opt/twin head/target/backends/cpu holds"
            + " nd4j-native-1.0.0-M2.1-linux-x86_64-onednn-avx2.jar,",
        "older CPUs");
  }

  @Test
  void noAvx512() {
    assertMissing(
        Machines.linux(Machines.AVX2),
        Installations.withNatives("linux-x86_64-onednn-avx512"),
        "named linux-x86_64-onednn-avx2 or",
        "older CPUs");
  }

  private static void assertMissing(
      Machine machine, Installation installation, String reason, String remedy) {
    assertThat(CpuBackend.examine(host(machine, installation)))
        .asInstanceOf(type(Missing.class))
        .satisfies(missing -> assertThat(missing.reason()).contains(reason))
        .satisfies(missing -> assertThat(missing.remedy()).contains(remedy));
  }

  private static Host host(Machine machine, Installation installation) {
    return Hosts.nowhere(machine, installation, Map.of());
  }
}
