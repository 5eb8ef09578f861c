package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinhead.launcher.Finding.Usable;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerCommandTest {
  private static final Machine MACHINE = Machines.linux(Machines.AVX512);
  private static final Installation INSTALLATION =
      Installations.withNatives("linux-x86_64-onednn-avx2", "linux-x86_64-onednn-avx512");
  private static final Map<String, String> LOCALE = Map.of("LANG", "en_GB.UTF-8");

  @TempDir private Path folder;

  @Test
  void putsTheProgramTheLibrariesOneNativeAndOneDnnOnTheClassPath() {
    Path cpu = Installations.TARGET.resolve("backends/cpu");
    assertThat(command(MACHINE, LOCALE).classPath().split(File.pathSeparator, -1))
        .containsExactly(
            Installations.TARGET.resolve("twinhead.jar").toString(),
            Installations.TARGET.resolve("lib/a.jar").toString(),
            Installations.TARGET.resolve("lib/b.jar").toString(),
            Installations.nativeJar("linux-x86_64-onednn-avx512").toString(),
            Installations.ONEDNN.toString(),
            cpu.resolve("nd4j-native-1.0.0-M2.1.jar").toString(),
            cpu.resolve("nd4j-native-api-1.0.0-M2.1.jar").toString(),
            cpu.resolve("nd4j-native-preset-1.0.0-M2.1-linux-x86_64.jar").toString());
  }

  @Test
  void passesArgumentsOnUntouched() {
    List<String> arguments = List.of("train", "a b", "", "--backend", "cpu", "-Dx=\"1\"");
    assertThat(command(MACHINE, LOCALE, arguments).words())
        .startsWith("/jdk/bin/java")
        .endsWith("Main", "train", "a b", "", "--backend", "cpu", "-Dx=\"1\"");
  }

  @Test
  void setsWhatTheWorkerReliesOn() {
    assertThat(command(MACHINE, LOCALE).options())
        .contains(
            "-Xmx3488m",
            "-XX:+UseParallelGC",
            "-Djdk.serialFilter=!*",
            "-Dtwinhead.home=/opt/twin head",
            "-Dorg.bytedeco.javacpp.maxbytes=3488m",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx512")
        .doesNotContain("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void namesNoLevelWhereThereIsOneBuildOnly() {
    Machine arm = Machines.machine("linux", "arm64", Set.of(), Machine.Libc.GLIBC);
    WorkerCommand command =
        command(arm, Installations.withNatives("linux-arm64"), LOCALE, List.of());
    assertThat(command.options()).noneMatch(option -> option.contains("platform.extension"));
  }

  @Test
  void speaksToNewerJavaVersionsInTheirOptions() {
    assertThat(command(Machines.with(MACHINE, 8, 8L << 30, 22), LOCALE).options())
        .contains("--enable-native-access=ALL-UNNAMED")
        .doesNotContain("--sun-misc-unsafe-memory-access=allow");
    assertThat(command(Machines.with(MACHINE, 8, 8L << 30, 25), LOCALE).options())
        .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void collectsWithOneThreadOnFewCoresOrLittleMemory() {
    assertThat(command(Machines.with(MACHINE, 2, 8L << 30, 17), LOCALE).options())
        .contains("-XX:+UseSerialGC");
    assertThat(command(Machines.with(MACHINE, 8, 1L << 30, 17), LOCALE).options())
        .contains("-XX:+UseSerialGC");
  }

  @Test
  void putsTheUsersOptionsLast() {
    List<String> options =
        command(MACHINE, Map.of("TWINHEAD_JAVA_OPTIONS", " -Xmx1g  '-Da=b c' -Dq=\"\" ")).options();
    assertThat(options).endsWith("-Xmx1g", "-Da=b c", "-Dq=").contains("-XX:+UseParallelGC");
  }

  @Test
  void leavesTheCollectorToTheUser() {
    for (String variable : List.of("TWINHEAD_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")) {
      assertThat(command(MACHINE, Map.of(variable, "-ea -XX:+UseG1GC")).options())
          .as(variable)
          .doesNotContain("-XX:+UseParallelGC", "-XX:+UseSerialGC");
    }
  }

  @Test
  void rejectsAnOpenQuote() {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> command(MACHINE, Map.of("TWINHEAD_JAVA_OPTIONS", "'-Da=b c")))
        .withMessageContaining("'-Da=b c")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(2));
  }

  @Test
  void givesOneThreadAndTunesGlibc() {
    assertThat(command(MACHINE, LOCALE).environment())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "OMP_NUM_THREADS", "1",
                "OPENBLAS_NUM_THREADS", "1",
                "MALLOC_MMAP_THRESHOLD_", "4000000000",
                "MALLOC_TRIM_THRESHOLD_", "8000000000",
                "MALLOC_TOP_PAD_", "67108864",
                "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"));
  }

  @Test
  void keepsWhatTheUserSet() {
    Map<String, String> user =
        Map.of(
            "LANG", "C.UTF-8",
            "OMP_NUM_THREADS", "3",
            "MALLOC_TOP_PAD_", "1",
            "GLIBC_TUNABLES", "glibc.malloc.check=0");
    assertThat(command(MACHINE, user).environment())
        .doesNotContainKeys("OMP_NUM_THREADS", "MALLOC_TOP_PAD_", "LC_CTYPE")
        .containsEntry("OPENBLAS_NUM_THREADS", "1")
        .containsEntry("GLIBC_TUNABLES", "glibc.malloc.check=0:glibc.malloc.hugetlb=1");
    assertThat(command(MACHINE, Map.of("GLIBC_TUNABLES", "glibc.malloc.hugetlb=0")).environment())
        .doesNotContainKey("GLIBC_TUNABLES");
  }

  @Test
  void leavesTheAllocatorAloneWithLittleMemoryOrWithoutGlibc() {
    assertThat(command(Machines.with(MACHINE, 8, 1L << 30, 17), LOCALE).environment())
        .containsOnlyKeys("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS");
    Machine mac = Machines.machine("macosx", "arm64", Set.of(), Machine.Libc.OTHER);
    Installation natives = Installations.withNatives("macosx-arm64");
    assertThat(command(mac, natives, Map.of(), List.of()).environment())
        .containsOnlyKeys("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS");
  }

  @Test
  void letsJavaOpenAnyFileInTheCLocale() {
    assertThat(command(MACHINE, Map.of()).environment()).containsEntry("LC_CTYPE", "C.UTF-8");
    assertThat(command(MACHINE, Map.of("LANG", "en_GB.UTF-8", "LC_ALL", "C")).environment())
        .containsEntry("LC_ALL", "C.UTF-8");
  }

  private static WorkerCommand command(Machine machine, Map<String, String> environment) {
    return command(machine, environment, List.of("bench"));
  }

  private static WorkerCommand command(
      Machine machine, Map<String, String> environment, List<String> arguments) {
    return command(machine, INSTALLATION, environment, arguments);
  }

  private static WorkerCommand command(
      Machine machine,
      Installation installation,
      Map<String, String> environment,
      List<String> arguments) {
    Host host = Hosts.nowhere(machine, installation, environment);
    return WorkerCommand.of(host, (Usable) CpuBackend.examine(host), "Main", arguments);
  }
}
