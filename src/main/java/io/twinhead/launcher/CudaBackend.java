package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Missing;
import io.twinhead.launcher.Finding.Usable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The CUDA backend on a host. */
final class CudaBackend {
  private static final String EXTENSION = "-cudnn";

  /** What the natives are linked against, and what cuDNN loads by name. */
  private static final List<String> LINUX_LIBRARIES =
      List.of(
          "libcudart.so.11.0",
          "libcublasLt.so.11",
          "libcublas.so.11",
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

  private static final List<String> WINDOWS_LIBRARIES =
      List.of(
          "cudart64_110.dll",
          "cublasLt64_11.dll",
          "cublas64_11.dll",
          "cusolver64_11.dll",
          "cusolverMg64_11.dll",
          "cusparse64_11.dll",
          "cudnn64_8.dll");

  private CudaBackend() {}

  static Finding examine(Host host) {
    Missing missing = Link.first(CudaLink.values(), host);
    if (missing != null) {
      return missing;
    }
    VisibleDevices visible = VisibleDevices.of(host);
    return new Usable(describe(visible, host), jars(host), EXTENSION, visible.environment());
  }

  /** Of the devices' driver, where one is told. */
  static String driverVersion(Host host) {
    for (NvidiaDevice device : host.devices().devices()) {
      if (!device.gpu().driver().equals(Gpu.UNKNOWN)) {
        return device.gpu().driver();
      }
    }
    // NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC 2023
    String line =
        TextFiles.value(host.root().resolve("proc/driver/nvidia/version"), "NVRM version");
    for (String word : line.split(" +", -1)) {
      if (word.matches("\\d+\\.\\d[\\d.]*")) {
        return word;
      }
    }
    return Gpu.UNKNOWN;
  }

  /** Whether a jar of this name holds ND4J's CUDA library for the host. */
  static boolean isNative(String jar, Host host) {
    String ending = host.machine().platform().concat(EXTENSION).concat(".jar");
    return jar.startsWith("nd4j-cuda-") && jar.endsWith(ending);
  }

  static boolean hasNative(Host host) {
    for (Path jar : host.installation().cudaJars()) {
      if (isNative(jar.toFile().getName(), host)) {
        return true;
      }
    }
    return false;
  }

  /** None with the jar that brings NVIDIA's redistributable libraries along. */
  static List<String> absentLibraries(Host host) {
    String redistributable = host.machine().platform().concat("-redist.jar");
    for (Path jar : host.installation().cudaJars()) {
      String name = jar.toFile().getName();
      if (name.startsWith("cuda-") && name.endsWith(redistributable)) {
        return List.of();
      }
    }
    List<String> absent = new ArrayList<>();
    for (String library : host.isWindows() ? WINDOWS_LIBRARIES : LINUX_LIBRARIES) {
      if (!host.libraries().has(library)) {
        absent.add(library);
      }
    }
    return absent;
  }

  private static String describe(VisibleDevices visible, Host host) {
    NvidiaDevice chosen = visible.chosen();
    String device = chosen == null ? "an NVIDIA GPU" : chosen.describe();
    return device + ", driver " + driverVersion(host);
  }

  private static List<Path> jars(Host host) {
    String other = host.isWindows() ? "-linux-" : "-windows-";
    List<Path> jars = new ArrayList<>();
    for (Path jar : host.installation().cudaJars()) {
      if (!jar.toFile().getName().contains(other)) {
        jars.add(jar);
      }
    }
    return jars;
  }
}
