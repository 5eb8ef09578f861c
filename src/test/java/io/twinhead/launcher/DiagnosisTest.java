package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class DiagnosisTest {
  private static final String H100 = "GPU-bbbb-1, 535.104.05, 81559, 9.0, NVIDIA H100 PCIe";

  @TempDir private Path root;
  private final Properties properties = new Properties();
  private Hosts hosts;

  @BeforeEach
  void hasEverything() throws IOException {
    hosts = new Hosts(root);
    properties.setProperty("os.name", "Linux");
    properties.setProperty("os.version", "6.1.0-18-amd64");
  }

  @Test
  void saysForEachBackendWhetherItCanBeUsedAndWhy() throws IOException {
    hosts.devices(H100);
    Diagnosis diagnosis = look("auto");
    assertThat(diagnosis.requested()).isEqualTo("auto");
    assertThat(diagnosis.chosen()).isEqualTo("cpu");
    assertThat(diagnosis.reason()).contains("NVIDIA H100 PCIe");
    assertThat(diagnosis.backends().get(0))
        .isEqualTo(
            new BackendStatus(
                "cpu", true, "nd4j-native-1.0.0-M2.1-linux-x86_64-onednn-avx2.jar", ""));
    assertThat(diagnosis.backends().get(1).usable()).isFalse();
    assertThat(diagnosis.backends().get(1).reason()).contains("NVIDIA H100 PCIe");
    assertThat(diagnosis.gpus())
        .containsExactly(new Gpu(0, "NVIDIA H100 PCIe", "9.0", 81559, "535.104.05"));
  }

  @Test
  void choosesNoneWhereTheAskedForBackendCannotBeUsed() throws IOException {
    hosts.without("libcuda.so.1").withoutNvidiaSmi();
    Diagnosis diagnosis = look("cuda");
    assertThat(diagnosis.chosen()).isEqualTo("none");
    assertThat(diagnosis.reason()).contains("no NVIDIA driver: libcuda.so.1 not found");
    assertThat(diagnosis.gpus()).isEmpty();
  }

  @Test
  void takesTheLaunchersTrialForAFact() {
    assertThat(look("auto").chosen()).isEqualTo("cuda");
    assertThat(look("auto").backends().get(1).reason()).endsWith(", not tried");
    properties.setProperty(BackendProperties.TRIAL, BackendProperties.PASSED);
    assertThat(look("auto").backends().get(1).usable()).isTrue();
    assertThat(look("auto").backends().get(1).reason()).doesNotContain("not tried");
    properties.setProperty(BackendProperties.TRIAL, "the convolution is wrong");
    assertThat(look("auto").chosen()).isEqualTo("cpu");
    assertThat(look("auto").backends().get(1))
        .satisfies(cuda -> assertThat(cuda.usable()).isFalse())
        .satisfies(cuda -> assertThat(cuda.reason()).isEqualTo("the convolution is wrong"))
        .satisfies(cuda -> assertThat(cuda.remedy()).contains("room for 4 GB"));
  }

  @Test
  void repeatsTheLaunchersChoice() {
    properties.setProperty(BackendProperties.CHOSEN, "none");
    properties.setProperty(BackendProperties.REASON, "so it was");
    assertThat(look("auto").chosen()).isEqualTo("none");
    assertThat(look("auto").reason()).isEqualTo("so it was");
  }

  @Test
  void describesTheMachine() throws IOException {
    hosts.write("proc/cpuinfo", "processor\t: 0\nmodel name\t: AMD EPYC 9554\n");
    hosts.write("proc/meminfo", "MemTotal:       16777216 kB\n");
    hosts.write("proc/self/cgroup", "0::/a\n");
    hosts.write("sys/fs/cgroup/memory.max", "536870912\n");
    hosts.write("sys/fs/cgroup/a/cpu.max", "max 100000\n");
    hosts.write("sys/fs/cgroup/cpu.max", "150000 100000\n");
    MachineFacts machine = look("cpu").machine();
    assertThat(machine.os()).isEqualTo("Linux 6.1.0-18-amd64");
    assertThat(machine.platform()).isEqualTo("linux-x86_64");
    assertThat(machine.cpu()).isEqualTo("AMD EPYC 9554");
    assertThat(machine.features()).containsExactly("avx2", "fma", "sse4_2");
    assertThat(machine.nativeLibrary()).contains("onednn-avx2");
    assertThat(machine.cores()).isEqualTo(8);
    assertThat(machine.cpuQuota()).isEqualTo(OptionalDouble.of(1.5));
    assertThat(machine.memoryLimitBytes()).isEqualTo(OptionalLong.of(512L << 20));
    assertThat(machine.physicalMemoryBytes()).isEqualTo(OptionalLong.of(16L << 30));
    assertThat(machine.heapMegabytes()).isEqualTo(3488);
  }

  @Test
  void describesAMachineThatTellsNothing() {
    MachineFacts machine = look("cpu").machine();
    assertThat(machine.cpu()).isEqualTo("unknown");
    assertThat(machine.libcVersion()).isEqualTo("unknown");
    assertThat(machine.cpuQuota()).isEmpty();
    assertThat(machine.memoryLimitBytes()).isEmpty();
    assertThat(machine.physicalMemoryBytes()).isEmpty();
  }

  @Test
  void knowsTheQuotaOfAVersion1Group() throws IOException {
    hosts.write("proc/self/cgroup", "4:cpu,cpuacct:/a\n");
    hosts.write("sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "50000\n");
    hosts.write("sys/fs/cgroup/cpu/a/cpu.cfs_period_us", "100000\n");
    hosts.write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
    hosts.write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
    assertThat(look("cpu").machine().cpuQuota()).isEqualTo(OptionalDouble.of(0.5));
  }

  @Test
  void readsTheVersionOfTheCLibraryInUse() throws IOException {
    hosts.write("proc/self/maps", "7f00-7f01 r-xp 00000000 00:1b 42    /usr/lib/x/libc.so.6\n");
    hosts.write(
        "usr/lib/x/libc.so.6",
        "\0\1GNU C Library (Debian GLIBC 2.36-9+deb12u13) stable release version 2.36.\n");
    assertThat(look("cpu").machine().libc()).isEqualTo("glibc");
    assertThat(look("cpu").machine().libcVersion()).isEqualTo("2.36");
  }

  private Diagnosis look(String word) {
    BackendRequest request = BackendRequest.of(List.of("--backend", word), Map.of());
    return Diagnostician.look(request, hosts.host(), properties);
  }
}
