package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.twinhead.launcher.Finding.Missing;
import io.twinhead.launcher.Finding.Usable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class CudaLinkTest {
  private static final String H100 = "GPU-bbbb-1, 535.104.05, 81559, 9.0, NVIDIA H100 PCIe";
  private static final String K20 = "GPU-cccc-1, 460.32.03, 4743, 3.5, Tesla K20c";

  @TempDir private Path root;
  private Hosts hosts;

  @BeforeEach
  void hasEverything() throws IOException {
    hosts = new Hosts(root);
  }

  @Test
  void allLinksHold() {
    Usable usable = usable();
    assertThat(usable.reason())
        .isEqualTo("NVIDIA GeForce RTX 3090 (compute capability 8.6), driver 535.104.05");
    assertThat(usable.jars()).containsExactly(Hosts.NATIVE);
    assertThat(usable.extension()).isEqualTo("-cudnn");
    assertThat(usable.environment())
        .containsEntry("CUDA_VISIBLE_DEVICES", "0")
        .containsEntry("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
  }

  @Test
  void macOs() {
    hosts.machine("macosx", "x86_64", Machine.Libc.OTHER);
    assertMissing("no CUDA build for macosx-x86_64", "--backend cpu");
  }

  @Test
  void arm64() {
    hosts.machine("linux", "arm64", Machine.Libc.GLIBC);
    assertMissing("no CUDA build for linux-arm64", "--backend cpu");
  }

  @Test
  void musl() {
    hosts.machine("linux", "x86_64", Machine.Libc.MUSL);
    assertMissing("linux-x86_64 with the musl C library", "glibc");
  }

  @Test
  void noNvidiaDriver() throws IOException {
    hosts.without("libcuda.so.1");
    assertMissing("no NVIDIA driver: libcuda.so.1 not found", "--gpus all");
  }

  @Test
  void noNvidiaDriverOnWindows() {
    hosts.machine("windows", "x86_64", Machine.Libc.OTHER);
    assertMissing("no NVIDIA driver: nvcuda.dll not found", "Install NVIDIA's driver");
  }

  @Test
  void windowsFindsLibrariesInItsPath() throws IOException {
    hosts.machine("windows", "x86_64", Machine.Libc.OTHER);
    hosts.cudaJars(Path.of("nd4j-cuda-11.6-1.0.0-M2.1-windows-x86_64-cudnn.jar"));
    hosts.write("System32/nvcuda.dll", "");
    for (String library :
        List.of(
            "cudart64_110", "cublasLt64_11", "cublas64_11", "cusolver64_11", "cusolverMg64_11")) {
      hosts.write("cuda/" + library + ".dll", "");
    }
    hosts.path(root.resolve("System32") + ";;" + root.resolve("cuda"));
    assertMissing("not installed: cusparse64_11.dll, cudnn64_8.dll not found", "set PATH");
    hosts.write("cuda/cusparse64_11.dll", "").write("cuda/cudnn64_8.dll", "");
    assertThat(usable().reason()).isEqualTo("an NVIDIA GPU, driver unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usr/lib64",
        "usr/lib",
        "usr/lib/wsl/lib",
        "usr/local/nvidia/lib64",
        "run/opengl-driver/lib"
      })
  void driverInAnyOfTheUsualFolders(String folder) throws IOException {
    hosts.without("libcuda.so.1").write(folder + "/libcuda.so.1", "");
    assertThat(usable().reason()).contains("RTX 3090");
  }

  @Test
  void driverInTheLoadersPath() throws IOException {
    hosts.without("libcuda.so.1").write("some/where/libcuda.so.1", "");
    hosts.set("LD_LIBRARY_PATH", "/nowhere::" + root.resolve("some/where"));
    assertThat(usable().reason()).contains("RTX 3090");
  }

  @Test
  void driverInTheLoadersCache() throws IOException {
    hosts.without("libcuda.so.1");
    hosts.write("etc/ld.so.cache", "\1\2libcuda.so.1\0/opt/nvidia/libcuda.so.1.old\0");
    assertMissing("libcuda.so.1 not found", "driver");
    hosts.write("etc/ld.so.cache", "\1\2libcuda.so.1\0/opt/nvidia/libcuda.so.1\0");
    assertThat(usable().reason()).contains("RTX 3090");
  }

  @Test
  void nvidiaSmiAbsentLeavesTheDevicesToTheTrial() throws IOException {
    hosts.withoutNvidiaSmi();
    assertThat(usable().reason()).isEqualTo("an NVIDIA GPU, driver unknown");
    assertThat(usable().environment()).isEmpty();
    hosts.write(
        "proc/driver/nvidia/version",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15\n");
    assertThat(usable().reason()).isEqualTo("an NVIDIA GPU, driver 535.104.05");
  }

  @Test
  void hangingNvidiaSmi() throws IOException {
    hosts.nvidiaSmi("sleep 600");
    long before = System.nanoTime();
    assertMissing(
        CudaBackend.examine(hosts.host(Duration.ofMillis(300))),
        root.resolve("bin/nvidia-smi") + " has not answered within 0 s and was killed",
        "Turn on persistence mode (nvidia-smi -pm 1)");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void waitsForNvidiaSmiToStartSeveralDevices() {
    assertThat(Host.PATIENCE).isGreaterThan(Duration.ofSeconds(40));
  }

  @Test
  void failingNvidiaSmi() throws IOException {
    hosts.nvidiaSmi("echo 'NVIDIA-SMI has failed: no kernel module.'; exit 9");
    assertMissing("says: NVIDIA-SMI has failed: no kernel module.", "driver again");
  }

  @Test
  void nvidiaSmiListsNothing() throws IOException {
    hosts.nvidiaSmi("echo No devices were found; exit 6");
    assertMissing("nvidia-smi lists no device", "--gpus all");
  }

  @Test
  void nvidiaSmiOlderThanComputeCapability() throws IOException {
    hosts.nvidiaSmi(
        """
        case "$*" in
          *compute_cap*) echo 'Field "compute_cap" is not a valid field to query.'; exit 2 ;;
        esac
        echo '0, GPU-aaaa-1, 460.32.03, 16160, Tesla V100-SXM2-16GB'""");
    assertThat(usable().reason())
        .isEqualTo("Tesla V100-SXM2-16GB (compute capability unknown), driver 460.32.03");
  }

  @Test
  void readsPastRemarksAndWhatADeviceDoesNotTell() throws IOException {
    hosts.nvidiaSmi(
        """
        echo 'WARNING: infoROM is corrupted at gpu 0000:00:1E.0'
        echo '0, GPU-aaaa-1, [N/A], [N/A], [N/A], NVIDIA A100, 80 GB'
        echo '   MIG 1g.10gb Device 0: (UUID: MIG-1234)'""");
    assertThat(hosts.host().devices().devices())
        .containsExactly(
            new NvidiaDevice(
                new Gpu(0, "NVIDIA A100, 80 GB", "unknown", 0, "unknown"), "GPU-aaaa-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "NoDevFiles", "7", "GPU-zzzz"})
  void hiddenByCudaVisibleDevices(String setting) {
    hosts.set("CUDA_VISIBLE_DEVICES", setting);
    assertMissing("CUDA_VISIBLE_DEVICES='" + setting + "' hides every GPU", "Unset it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "NoDevFiles"})
  void hiddenByCudaVisibleDevicesWithoutNvidiaSmi(String setting) throws IOException {
    hosts.withoutNvidiaSmi().set("CUDA_VISIBLE_DEVICES", setting);
    assertMissing("hides every GPU", "Unset it");
  }

  @Test
  void leavesAVisibleSliceOfADeviceToTheTrial() throws IOException {
    hosts.set("CUDA_VISIBLE_DEVICES", "MIG-1234-5678");
    assertThat(usable().environment()).isEmpty();
  }

  @Test
  void refusesASliceOfADeviceThatDoesNotFit() throws IOException {
    hosts.devices(H100).set("CUDA_VISIBLE_DEVICES", "MIG-1234-5678");
    assertMissing("NVIDIA H100 PCIe (compute capability 9.0) is too new", "3.7 to 8.9");
    hosts.devices(H100, Hosts.RTX_3090);
    assertThat(usable().environment()).isEmpty();
  }

  @Test
  void driverTooOld() throws IOException {
    hosts.devices("GPU-aaaa-1, 450.51.06, 16160, 7.0, Tesla V100");
    assertMissing("version 450.51.06, and CUDA 11 needs 450.80.02 or later", "newer driver");
    hosts.devices("GPU-aaaa-1, 450.80.02, 16160, 7.0, Tesla V100");
    assertThat(usable().reason()).contains("450.80.02");
  }

  @Test
  void driverTooOldWithoutNvidiaSmi() throws IOException {
    hosts.withoutNvidiaSmi();
    hosts.write("proc/driver/nvidia/version", "NVRM version: NVIDIA Module  390.157  Wed\n");
    assertMissing("version 390.157", "newer driver");
  }

  @Test
  void hopperIsRefusedByName() throws IOException {
    hosts.devices(H100);
    assertMissing("NVIDIA H100 PCIe (compute capability 9.0) is too new", "3.7 to 8.9");
  }

  @ParameterizedTest
  @CsvSource({"NVIDIA B200, 10.0", "NVIDIA GeForce RTX 5090, 12.0"})
  void blackwellIsRefusedByName(String name, String capability) throws IOException {
    hosts.devices("GPU-aaaa-1, 570.86.10, 32607, " + capability + ", " + name);
    assertMissing(name + " (compute capability " + capability + ") is too new", "--backend cpu");
  }

  @Test
  void keplerTooOld() throws IOException {
    hosts.devices(K20);
    assertMissing("Tesla K20c (compute capability 3.5) is too old", "3.7 to 8.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.7", "7.5", "8.6", "8.9"})
  void everyCapabilityThatTheBuildHoldsOrRunsOn(String capability) throws IOException {
    hosts.devices("GPU-aaaa-1, 535.104.05, 24576, " + capability + ", NVIDIA X");
    assertThat(usable().reason()).contains("capability " + capability);
  }

  @Test
  void namesEveryDeviceThatDoesNotFit() throws IOException {
    hosts.devices(H100, K20);
    assertMissing("NVIDIA H100 PCIe (compute capability 9.0) is too new, Tesla K20c", "3.7");
  }

  @Test
  void takesTheFirstFittingOneOfSeveralDevices() throws IOException {
    hosts.devices(H100, Hosts.RTX_3090, K20, Hosts.RTX_3090.replace("aaaa", "dddd"));
    assertThat(usable().reason()).containsOnlyOnce("RTX 3090").doesNotContain("H100");
    assertThat(usable().environment()).containsEntry("CUDA_VISIBLE_DEVICES", "1");
    hosts.set("CUDA_VISIBLE_DEVICES", "3, 0,1");
    assertThat(usable().environment()).containsEntry("CUDA_VISIBLE_DEVICES", "3");
    hosts.set("CUDA_VISIBLE_DEVICES", "GPU-dddd,GPU-bbbb");
    assertThat(usable().environment()).containsEntry("CUDA_VISIBLE_DEVICES", "3");
    hosts.set("CUDA_VISIBLE_DEVICES", "1,-1,3");
    assertThat(usable().environment()).containsEntry("CUDA_VISIBLE_DEVICES", "1");
    hosts.set("CUDA_VISIBLE_DEVICES", "0,2");
    assertMissing("NVIDIA H100 PCIe", "3.7 to 8.9");
  }

  @Test
  void cudaJarsAbsent() {
    hosts.cudaJars();
    assertMissing("no nd4j-cuda-*-linux-x86_64-cudnn.jar in", "mvn -Pcuda package");
  }

  @Test
  void cudaJarsOfAnotherSystem() {
    hosts.cudaJars(Path.of("nd4j-cuda-11.6-1.0.0-M2.1-windows-x86_64-cudnn.jar"));
    assertMissing("no nd4j-cuda-*-linux-x86_64-cudnn.jar in", "mvn -Pcuda package");
  }

  @Test
  void leavesJarsOfAnotherSystemOffTheClassPath() {
    hosts.cudaJars(Path.of("cuda-11.6-8.3-1.5.7-windows-x86_64.jar"), Hosts.NATIVE);
    assertThat(usable().jars()).containsExactly(Hosts.NATIVE);
  }

  @Test
  void cudnnMissing() throws IOException {
    hosts.without("libcudnn.so.8").without("libcudnn_ops_infer.so.8");
    assertMissing(
        "not installed: libcudnn.so.8, libcudnn_ops_infer.so.8 not found",
        "mvn -Pcuda,cuda-redist");
  }

  @Test
  void findsTheToolkitInItsOwnFolder() throws IOException {
    hosts.without("libcudart.so.11.0");
    hosts.write("usr/local/cuda-11.6/lib64/libcudart.so.11.0", "");
    assertThat(usable().reason()).contains("RTX 3090");
  }

  @ParameterizedTest
  @ValueSource(strings = {"usr/local/cuda/lib64", "usr/local/cuda-11.8/lib64"})
  void findsNoToolkitWhereNobodyLoadsItFrom(String folder) throws IOException {
    hosts.without("libcudart.so.11.0").write(folder + "/libcudart.so.11.0", "");
    assertMissing("libcudart.so.11.0 not found", "LD_LIBRARY_PATH");
  }

  @Test
  void redistJarsReplaceSystemLibraries() throws IOException {
    for (String library : Hosts.LIBRARIES) {
      hosts.without(library);
    }
    assertMissing("libcudart.so.11.0, ", "LD_LIBRARY_PATH");
    hosts.cudaJars(Hosts.REDISTRIBUTABLE, Hosts.NATIVE);
    assertThat(usable().jars()).containsExactly(Hosts.REDISTRIBUTABLE, Hosts.NATIVE);
  }

  private Usable usable() {
    Finding finding = CudaBackend.examine(hosts.host());
    assertThat(finding).as(finding.reason()).isInstanceOf(Usable.class);
    return (Usable) finding;
  }

  private void assertMissing(String reason, String remedy) {
    assertMissing(CudaBackend.examine(hosts.host()), reason, remedy);
  }

  private static void assertMissing(Finding finding, String reason, String remedy) {
    assertThat(finding)
        .asInstanceOf(type(Missing.class))
        .satisfies(missing -> assertThat(missing.reason()).contains(reason))
        .satisfies(missing -> assertThat(missing.remedy()).contains(remedy));
  }
}
