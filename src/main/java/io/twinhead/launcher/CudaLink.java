package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Missing;
import java.lang.module.ModuleDescriptor.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the CUDA backend needs, in the order in which it is asked for: first what the machine has,
 * then what was installed for it, so that nobody installs gigabytes for a GPU that cannot use them.
 */
enum CudaLink implements Link {
  /** A system that ND4J has CUDA builds for. */
  PLATFORM,
  /** NVIDIA's driver. */
  DRIVER,
  /** A GPU that the driver reaches. */
  DEVICES,
  /** At least one GPU that {@code CUDA_VISIBLE_DEVICES} does not hide. */
  VISIBILITY,
  /** A driver that CUDA 11 starts on. */
  DRIVER_VERSION,
  /** A GPU that ND4J's build has machine code for. */
  CAPABILITY,
  /** ND4J's CUDA jars. */
  JARS,
  /** The libraries of CUDA 11 and cuDNN 8. */
  LIBRARIES;

  /** NVIDIA's minor-version compatibility: all of CUDA 11 runs on these drivers and later ones. */
  private static final String OLDEST_ON_LINUX = "450.80.02";

  private static final String OLDEST_ON_WINDOWS = "452.39";

  @Override
  public @Nullable Missing missing(Host host) {
    return switch (this) {
      case PLATFORM -> platform(host.machine());
      case DRIVER -> driver(host);
      case DEVICES -> devices(host.devices());
      case VISIBILITY -> visibility(VisibleDevices.of(host));
      case DRIVER_VERSION -> driverVersion(host);
      case CAPABILITY -> capability(host);
      case JARS -> jars(host);
      case LIBRARIES -> libraries(host);
    };
  }

  private static @Nullable Missing platform(Machine machine) {
    boolean musl = machine.libc() == Machine.Libc.MUSL;
    String platform = machine.platform();
    if (!musl && (platform.equals("linux-x86_64") || platform.equals("windows-x86_64"))) {
      return null;
    }
    return new Missing(
        "ND4J has no CUDA build for "
            .concat(platform)
            .concat(musl ? " with the musl C library" : ""),
        "CUDA needs Linux with glibc, or Windows, on x86_64; use --backend cpu here.");
  }

  private static @Nullable Missing driver(Host host) {
    String library = host.isWindows() ? "nvcuda.dll" : "libcuda.so.1";
    if (host.libraries().has(library)) {
      return null;
    }
    return new Missing(
        "no NVIDIA driver: ".concat(library).concat(" not found"),
        "Install NVIDIA's driver; in a container, start it with --gpus all (NVIDIA Container"
            + " Toolkit); or use --backend cpu.");
  }

  private static @Nullable Missing devices(DeviceList list) {
    if (list.failure() != null || !list.known() || !list.devices().isEmpty()) {
      return list.failure();
    }
    return new Missing(
        "nvidia-smi lists no device",
        "Look whether the GPU is in the machine and, in a container, passed on with --gpus all; or"
            + " use --backend cpu.");
  }

  private static @Nullable Missing visibility(VisibleDevices visible) {
    if (!visible.hidesAll()) {
      return null;
    }
    return new Missing(
        VisibleDevices.VARIABLE + "='" + visible.setting() + "' hides every GPU",
        "Unset it, or name the GPUs to use as nvidia-smi counts them, such as 0,1.");
  }

  private static @Nullable Missing driverVersion(Host host) {
    String oldest = host.isWindows() ? OLDEST_ON_WINDOWS : OLDEST_ON_LINUX;
    String version = CudaBackend.driverVersion(host);
    if (version.equals(Gpu.UNKNOWN)
        || Version.parse(version).compareTo(Version.parse(oldest)) >= 0) {
      return null;
    }
    return new Missing(
        "NVIDIA's driver is version " + version + ", and CUDA 11 needs " + oldest + " or later",
        "Install a newer driver, or use --backend cpu.");
  }

  /** A slice is of one of all the devices. */
  private static @Nullable Missing capability(Host host) {
    VisibleDevices visible = VisibleDevices.of(host);
    List<NvidiaDevice> devices = visible.told() ? visible.devices() : host.devices().devices();
    List<String> names = new ArrayList<>();
    for (NvidiaDevice device : devices) {
      if (device.fits()) {
        return null;
      }
      names.add(device.describe() + (device.isTooOld() ? " is too old" : " is too new"));
    }
    if (names.isEmpty()) {
      return null;
    }
    return new Missing(
        String.join(", ", names)
            + " for nd4j-cuda-11.6, which holds machine code for compute capability 3.7 to 8.6 and"
            + " runs up to 8.9",
        "Use a GPU of compute capability 3.7 to 8.9 (RTX 20, 30 and 40, T4, V100, A100, L4, L40),"
            + " or --backend cpu.");
  }

  private static @Nullable Missing jars(Host host) {
    if (CudaBackend.hasNative(host)) {
      return null;
    }
    return new Missing(
        "this installation has no CUDA backend: no nd4j-cuda-*-"
            + host.machine().platform()
            + "-cudnn.jar in "
            + host.installation().folder(Backend.CUDA),
        "Build it with mvn -Pcuda package, or use --backend cpu.");
  }

  private static @Nullable Missing libraries(Host host) {
    List<String> absent = CudaBackend.absentLibraries(host);
    if (absent.isEmpty()) {
      return null;
    }
    return new Missing(
        "CUDA 11 or cuDNN 8 is not installed: " + String.join(", ", absent) + " not found",
        "Install CUDA 11.6 and cuDNN 8.3 (and set "
            + (host.isWindows() ? "PATH" : "LD_LIBRARY_PATH")
            + " if they lie elsewhere), or take them into the build with mvn -Pcuda,cuda-redist"
            + " package; or use --backend cpu.");
  }
}
