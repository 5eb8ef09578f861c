package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeLibraryTest {
  private static final Installation LINUX =
      Installations.withNatives(
          "linux-x86_64-onednn-avx2", "linux-x86_64-onednn-avx512", "linux-x86_64-onednn");

  @Test
  void takesAvx512OnlyWithAllFourOfItsParts() {
    assertThat(NativeLibrary.choose(Machines.linux(Machines.AVX512), LINUX))
        .isEqualTo(library("linux-x86_64", "-onednn-avx512"));
    for (String part : Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl")) {
      Set<String> flags = new HashSet<>(Machines.AVX512);
      flags.remove(part);
      assertThat(NativeLibrary.choose(Machines.linux(flags), LINUX).extension())
          .as("without %s", part)
          .isEqualTo("-onednn-avx2");
    }
  }

  @Test
  void takesThePlainBuildWithoutAvx2() {
    assertThat(NativeLibrary.choose(Machines.linux(Set.of("sse4_2", "avx2")), LINUX).extension())
        .isEqualTo("-onednn");
  }

  @Test
  void fallsDownToTheBestBuildThatIsThere() {
    Installation few =
        Installations.withNatives("linux-x86_64-onednn", "linux-x86_64", "macosx-x86_64");
    assertThat(NativeLibrary.choose(Machines.linux(Machines.AVX512), few).extension())
        .isEqualTo("-onednn");
    Installation platform = Installations.withNatives("linux-x86_64", "windows-x86_64-avx2");
    assertThat(NativeLibrary.choose(Machines.linux(Machines.AVX512), platform))
        .isEqualTo(library("linux-x86_64", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "linux, arm64, ''",
    "macosx, arm64, ''",
    "macosx, x86_64, -onednn-avx2",
    "windows, x86_64, -onednn-avx2"
  })
  void knowsTheNamesOnOtherPlatforms(String os, String arch, String extension) {
    Machine machine = Machines.machine(os, arch, Set.of(), Machine.Libc.OTHER);
    String platform = os + "-" + arch;
    assertThat(NativeLibrary.choose(machine, Installations.withNatives(platform + extension)))
        .isEqualTo(library(platform, extension));
  }

  @Test
  void neverTakesAHigherLevelThanTheCpuHas() {
    Installation avx512 = Installations.withNatives("linux-x86_64-onednn-avx512");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> NativeLibrary.choose(Machines.linux(Machines.AVX2), avx512))
        .withMessageContaining("linux-x86_64-onednn-avx2.jar")
        .withMessageContaining("found nd4j-native-1.0.0-M2.1-linux-x86_64-onednn-avx512.jar")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(4));
  }

  @Test
  void saysWhatItLookedForOnAnUnknownProcessor() {
    Machine machine = Machines.machine("linux", "riscv64", Set.of(), Machine.Libc.GLIBC);
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> NativeLibrary.choose(machine, Installations.withNatives()))
        .withMessageContaining("nd4j-native-*-linux-riscv64.jar and found none")
        .withMessageContaining("mvn package")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(4));
  }

  @Test
  void refusesMuslThoughTheJarIsThere() {
    Machine machine = Machines.machine("linux", "x86_64", Machines.AVX2, Machine.Libc.MUSL);
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> NativeLibrary.choose(machine, LINUX))
        .withMessageContaining("musl")
        .withMessageContaining("Alpine")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nd4j-native-1.0.0-M2.1.jar",
        "nd4j-native-api-1.0.0-M2.1.jar",
        "nd4j-native-preset-1.0.0-M2.1-linux-x86_64.jar",
        "openblas-0.3.19-1.5.7-linux-x86_64.jar"
      })
  void tellsTheLibraryFromItsRelatives(String name) {
    assertThat(NativeLibrary.isNative(Path.of(name))).isFalse();
  }

  private static NativeLibrary library(String platform, String extension) {
    return new NativeLibrary(Installations.nativeJar(platform + extension), extension);
  }
}
