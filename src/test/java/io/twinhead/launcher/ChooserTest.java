package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinhead.launcher.Finding.Missing;
import io.twinhead.launcher.Finding.Usable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ChooserTest {
  private static final Trial PASSES = cuda -> cuda;
  private static final Trial FAILS = cuda -> new Missing("its trial failed", "Look why.");
  private static final Trial FORBIDDEN =
      cuda -> {
        throw new AssertionError("no trial wanted");
      };

  @TempDir private Path root;
  private Hosts hosts;

  @BeforeEach
  void hasEverything() throws IOException {
    hosts = new Hosts(root);
  }

  @Test
  void autoTakesCudaThatPassesItsTrial() {
    Choice choice = choose("auto", Purpose.TRAIN, PASSES);
    assertThat(choice.word()).isEqualTo("cuda");
    assertThat(choice.reason()).contains("RTX 3090", "driver 535.104.05");
    assertThat(choice.note()).isEmpty();
    assertThat(choice.orRefuse().jars()).containsExactly(Hosts.NATIVE);
  }

  @Test
  void autoFallsBackWithANoteWhereThereIsAGpu() throws IOException {
    hosts.devices(Hosts.RTX_3090.replace("8.6", "9.0"));
    Choice choice = choose("auto", Purpose.TRAIN, FORBIDDEN);
    assertThat(choice.word()).isEqualTo("cpu");
    assertThat(choice.reason()).contains("RTX 3090 (compute capability 9.0) is too new");
    assertThat(choice.note())
        .startsWith("Computing on the CPU: NVIDIA GeForce RTX 3090")
        .endsWith("--backend cpu ends this note.");
  }

  @Test
  void autoFallsBackWithANoteWhereCudaIsInstalled() throws IOException {
    hosts.without("libcuda.so.1");
    assertThat(choose("auto", Purpose.TRAIN, FORBIDDEN).note()).contains("no NVIDIA driver");
  }

  @Test
  void autoFallsBackSilentlyWithoutAnythingOfCuda() throws IOException {
    hosts.without("libcuda.so.1").cudaJars();
    Choice choice = choose("auto", Purpose.TRAIN, FORBIDDEN);
    assertThat(choice.word()).isEqualTo("cpu");
    assertThat(choice.reason()).isEqualTo("this installation has no CUDA backend");
    assertThat(choice.note()).isEmpty();
  }

  @Test
  void autoAsksForNoDevicesWithoutCudaJars() throws IOException {
    hosts.cudaJars().nvidiaSmi("touch " + root.resolve("asked"));
    Choice choice = choose("auto", Purpose.PREDICT, FORBIDDEN);
    assertThat(choice.word()).isEqualTo("cpu");
    assertThat(choice.note())
        .isEqualTo(
            "Computing on the CPU: this installation has no CUDA backend. --backend cpu ends this"
                + " note.");
    assertThat(root.resolve("asked")).doesNotExist();
  }

  @Test
  void aDoctorNamesTheGpuBeforeMissingJars() throws IOException {
    hosts.cudaJars().devices(Hosts.RTX_3090.replace("8.6", "9.0"));
    assertThat(choose("auto", Purpose.DIAGNOSE, FORBIDDEN).reason()).contains("is too new");
  }

  @Test
  void autoFallsBackWhenTheTrialFails() {
    Choice choice = choose("auto", Purpose.TRAIN, FAILS);
    assertThat(choice.word()).isEqualTo("cpu");
    assertThat(choice.note()).contains("its trial failed");
  }

  @Test
  void autoStaysOnTheCpuForOtherCommands() {
    Choice choice = choose("auto", Purpose.OTHER, FORBIDDEN);
    assertThat(choice.word()).isEqualTo("cpu");
    assertThat(choice.note()).isEmpty();
  }

  @Test
  void autoTakesCudaForEveryCommandWithoutACpuBackend() {
    hosts.cpuJars("windows-x86_64");
    assertThat(choose("auto", Purpose.OTHER, FORBIDDEN).word()).isEqualTo("cuda");
  }

  @Test
  void autoNamesBothBackendsWhereNoneWorks() throws IOException {
    hosts.without("libcuda.so.1").cpuJars("windows-x86_64");
    assertRefused(
        choose("auto", Purpose.TRAIN, FORBIDDEN),
        "No backend can be used here. cpu: ND4J has no native library for linux-x86_64",
        "; cuda: no NVIDIA driver");
  }

  @Test
  void cudaIsTriedBeforeItComputes() {
    Choice choice = choose("cuda", Purpose.TRAIN, PASSES);
    assertThat(choice.word()).isEqualTo("cuda");
    assertThat(choice.reason()).isEqualTo("--backend asks for it");
    assertRefused(
        choose("cuda", Purpose.TRAIN, FAILS), "cannot be used here: its trial failed. Look why.");
    assertThat(choose("cuda", Purpose.OTHER, FORBIDDEN).word()).isEqualTo("cuda");
  }

  @Test
  void cudaIsRefusedWithTheMissingLinkAndItsRemedy() throws IOException {
    hosts.without("libcuda.so.1");
    assertRefused(
        choose("cuda", Purpose.TRAIN, FORBIDDEN),
        "--backend asks for cuda, which cannot be used here: no NVIDIA driver: libcuda.so.1 not"
            + " found. Install NVIDIA's driver;");
  }

  @Test
  void cpuLooksForNoGpu() throws IOException {
    hosts.nvidiaSmi("touch " + root.resolve("asked"));
    Choice choice = choose("cpu", Purpose.TRAIN, FORBIDDEN);
    assertThat(choice.word()).isEqualTo("cpu");
    assertThat(choice.orRefuse().extension()).isEqualTo("-onednn-avx2");
    assertThat(root.resolve("asked")).doesNotExist();
  }

  @Test
  void cpuIsRefusedWithoutItsJars() {
    hosts.cpuJars("windows-x86_64");
    assertRefused(
        choose("cpu", Purpose.TRAIN, FORBIDDEN), "--backend asks for cpu, which cannot", "mvn");
  }

  @Test
  void anExplanationNeedsNoBackend() {
    assertThat(choose("cuda", Purpose.HELP, FORBIDDEN).orRefuse().extension())
        .isEqualTo("-onednn-avx2");
    hosts.machine("linux", "x86_64", Machine.Libc.MUSL);
    assertThat(choose("auto", Purpose.HELP, FORBIDDEN).orRefuse().jars()).isEmpty();
  }

  @Test
  void aDoctorStartsWithWhateverWorks() throws IOException {
    hosts.without("libcuda.so.1");
    Chooser chooser = doctor("cuda", FORBIDDEN);
    Choice choice = chooser.choose();
    assertThat(choice.word()).isEqualTo("none");
    assertThat(chooser.something(choice).extension()).isEqualTo("-onednn-avx2");
    hosts.cpuJars("windows-x86_64");
    Chooser poorer = doctor("auto", FORBIDDEN);
    assertThat(poorer.something(poorer.choose()))
        .isEqualTo(new Usable("", List.of(), "", Map.of()));
  }

  @Test
  void aDoctorTriesCudaUnlessTheCpuIsAskedFor() {
    assertThat(doctor("auto", FAILS).finding(Backend.CUDA).reason()).isEqualTo("its trial failed");
    Chooser chooser = doctor("cpu", FORBIDDEN);
    assertThat(chooser.something(chooser.choose()).extension()).isEqualTo("-onednn-avx2");
    assertThat(chooser.finding(Backend.CUDA))
        .isInstanceOf(Usable.class)
        .satisfies(cuda -> assertThat(cuda.reason()).endsWith("driver 535.104.05, not tried"));
  }

  private Chooser doctor(String word, Trial trial) {
    return new Chooser(hosts.host(), Purpose.DIAGNOSE, request(word), trial);
  }

  private Choice choose(String word, Purpose purpose, Trial trial) {
    return new Chooser(hosts.host(), purpose, request(word), trial).choose();
  }

  private static BackendRequest request(String word) {
    return BackendRequest.of(List.of("--backend", word), Map.of());
  }

  private static void assertRefused(Choice choice, String... parts) {
    assertThat(choice.word()).isEqualTo("none");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(choice::orRefuse)
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(4))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n"));
  }
}
