package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
  private static final long GIB = 1L << 30;

  @TempDir private Path root;

  @BeforeEach
  void has16GibOfMemory() throws IOException {
    write("proc/meminfo", "MemTotal:       16777216 kB\nMemFree:         1 kB\n");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x86_64",
    "Linux, aarch64, linux-arm64",
    "Linux, riscv64, linux-riscv64",
    "Mac OS X, aarch64, macosx-arm64",
    "Mac OS X, x86_64, macosx-x86_64",
    "Windows 11, amd64, windows-x86_64",
  })
  void namesThePlatformAsJavaCppDoes(String os, String arch, String platform) {
    assertThat(detect(os, arch).platform()).isEqualTo(platform);
  }

  @Test
  void readsTheFlagsOfTheFirstCpu() throws IOException {
    write(
        "proc/cpuinfo",
        "processor\t: 0\nmodel name\t: X\nflags\t\t: fpu avx2 fma fpu\nbugs\t\t: none\n");
    assertThat(detect("Linux", "amd64").cpuFlags()).containsExactlyInAnyOrder("fpu", "avx2", "fma");
  }

  @Test
  void takesPhysicalMemoryWithoutALimit() {
    assertThat(memory()).isEqualTo(16 * GIB);
  }

  @Test
  void findsTheLimitOfAVersion2GroupMountedAtTheRoot() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/memory.max", "536870912\n");
    assertThat(memory()).isEqualTo(GIB / 2);
  }

  @Test
  void takesTheSmallestLimitBetweenTheOwnVersion2GroupAndTheRoot() throws IOException {
    write("proc/self/cgroup", "0::/user.slice/job.scope\n");
    write("sys/fs/cgroup/user.slice/job.scope/memory.max", "max\n");
    write("sys/fs/cgroup/user.slice/memory.max", Long.toString(3 * GIB));
    write("sys/fs/cgroup/user.slice/memory.high", Long.toString(2 * GIB));
    write("sys/fs/cgroup/other.slice/memory.max", "1");
    assertThat(memory()).isEqualTo(2 * GIB);
  }

  @Test
  void seesTheLimitThoughTheGroupIsNamedAsOnTheHost() throws IOException {
    write("proc/self/cgroup", "0::/docker/0123\n");
    write("sys/fs/cgroup/memory.max", Long.toString(GIB));
    assertThat(memory()).isEqualTo(GIB);
  }

  @Test
  void staysAtTheMountForAGroupOutsideIt() throws IOException {
    write("proc/self/cgroup", "0::/../../elsewhere\n");
    write("sys/fs/cgroup/memory.max", Long.toString(GIB));
    assertThat(memory()).isEqualTo(GIB);
  }

  @Test
  void findsTheLimitOfAVersion1Group() throws IOException {
    write("proc/self/cgroup", "9:cpu,cpuacct:/a\n4:hugetlb,memory:/a/b\n0::/\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    write("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", Long.toString(4 * GIB));
    assertThat(memory()).isEqualTo(4 * GIB);
  }

  @Test
  void ignoresALimitAbovePhysicalMemory() throws IOException {
    write("proc/self/cgroup", "4:memory:/\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(memory()).isEqualTo(16 * GIB);
  }

  @Test
  void knowsMuslByWhatTheJvmHasMapped() throws IOException {
    write("proc/self/maps", "7f00-7f01 r-xp 00000000 00:1b 42 /lib/ld-musl-x86_64.so.1\n");
    assertThat(detect("Linux", "amd64").libc()).isEqualTo(Machine.Libc.MUSL);
    write("proc/self/maps", "7f00-7f01 r-xp 00000000 00:1b 42 /lib/x86_64-linux-gnu/libc.so.6\n");
    assertThat(detect("Linux", "amd64").libc()).isEqualTo(Machine.Libc.GLIBC);
  }

  @Test
  void findsJavaWhereItRuns() {
    assertThat(detect("Linux", "amd64").java()).isEqualTo(Path.of("/jdk/bin/java"));
    assertThat(detect("Windows 11", "amd64").java()).isEqualTo(Path.of("/jdk/bin/java.exe"));
  }

  private long memory() {
    return detect("Linux", "amd64").memoryBytes();
  }

  private Machine detect(String os, String arch) {
    Properties properties = new Properties();
    properties.setProperty("os.name", os);
    properties.setProperty("os.arch", arch);
    properties.setProperty("java.home", "/jdk");
    return Machine.detect(properties, root);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).resolveSibling(""));
    Files.writeString(root.resolve(file), text);
  }
}
