package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    assertThat(choose(Machines.linux(Machines.AVX512), LINUX))
        .isEqualTo(library("linux-x86_64", "-onednn-avx512"));
    for (String part : Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl")) {
      Set<String> flags = new HashSet<>(Machines.AVX512);
      flags.remove(part);
      assertThat(extension(flags, LINUX)).as("without %s", part).isEqualTo("-onednn-avx2");
    }
  }

  @Test
  void takesThePlainBuildWithoutAvx2() {
    assertThat(extension(Set.of("sse4_2", "avx2"), LINUX)).isEqualTo("-onednn");
  }

  @Test
  void fallsDownToTheBestBuildThatIsThere() {
    Installation few =
        Installations.withNatives("linux-x86_64-onednn", "linux-x86_64", "macosx-x86_64");
    assertThat(extension(Machines.AVX512, few)).isEqualTo("-onednn");
    Installation platform = Installations.withNatives("linux-x86_64", "windows-x86_64-avx2");
    assertThat(choose(Machines.linux(Machines.AVX512), platform))
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
    assertThat(choose(machine, Installations.withNatives(platform + extension)))
        .isEqualTo(library(platform, extension));
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

  private static @Nullable NativeLibrary choose(Machine machine, Installation installation) {
    return NativeLibrary.choose(Hosts.nowhere(machine, installation, Map.of()));
  }

  private static String extension(Set<String> flags, Installation installation) {
    return Objects.requireNonNull(choose(Machines.linux(flags), installation)).extension();
  }

  private static NativeLibrary library(String platform, String extension) {
    return new NativeLibrary(Installations.nativeJar(platform + extension), extension);
  }
}
