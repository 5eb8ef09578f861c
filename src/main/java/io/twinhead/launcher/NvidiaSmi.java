package io.twinhead.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** NVIDIA's own listing of the devices, which comes with the driver. */
final class NvidiaSmi {
  private static final String CAPABILITY = "compute_cap";

  /** Said with exit code 6. */
  private static final String NO_DEVICE = "No devices were found";

  private static final List<String> USUAL =
      List.of("usr/bin", "usr/lib/wsl/lib", "usr/local/nvidia/bin", "run/current-system/sw/bin");

  private final String executable;
  private final Duration limit;

  private NvidiaSmi(String executable, Duration limit) {
    this.executable = executable;
    this.limit = limit;
  }

  static DeviceList list(Host host, Duration limit) {
    String executable = find(host);
    return executable == null ? DeviceList.unknown() : new NvidiaSmi(executable, limit).list();
  }

  private DeviceList list() {
    try {
      TimedProcess answer = query("index,uuid,driver_version,memory.total,".concat(CAPABILITY));
      boolean capability = answer.succeeded() || answer.hung();
      if (!capability && String.join(" ", answer.lines()).contains(CAPABILITY)) {
        answer = query("index,uuid,driver_version,memory.total"); // older than compute_cap
      }
      if (answer.hung()) {
        return DeviceList.failed(
            executable + " has not answered within " + limit.toSeconds() + " s and was killed",
            "Turn on persistence mode (nvidia-smi -pm 1); if that hangs too, see the kernel's log:"
                + " often the driver has to be loaded again, or the machine restarted.");
      }
      return answer.succeeded() || answer.lines().contains(NO_DEVICE)
          ? DeviceList.of(parse(answer.lines(), capability))
          : DeviceList.failed(
              executable + " says: " + answer.lastLine("nothing, exit code " + answer.exitCode()),
              "Install or load NVIDIA's driver again, so that nvidia-smi lists the GPU.");
    } catch (IOException e) {
      return DeviceList.failed(
          executable + " cannot be started (" + e.getMessage() + ")",
          "Install NVIDIA's driver again, so that nvidia-smi lists the GPU.");
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the launcher", e);
    }
  }

  /** The name comes last, because nothing says that it has no comma. */
  private TimedProcess query(String fields) throws IOException, InterruptedException {
    return TimedProcess.run(
        new ProcessBuilder(
            executable, "--query-gpu=" + fields + ",name", "--format=csv,noheader,nounits"),
        limit);
  }

  /** Lines that begin with no index are remarks. */
  private static List<NvidiaDevice> parse(List<String> lines, boolean capability) {
    List<NvidiaDevice> devices = new ArrayList<>();
    int count = capability ? 6 : 5;
    for (String line : lines) {
      String[] fields = line.split(", *", count);
      if (fields.length == count && isNumber(fields[0])) {
        Gpu gpu =
            new Gpu(
                Integer.parseInt(fields[0]),
                fields[count - 1],
                capability && isCapability(fields[4]) ? fields[4] : Gpu.UNKNOWN,
                isNumber(fields[3]) ? Long.parseLong(fields[3]) : 0,
                fields[2].matches("\\d[\\d.]*") ? fields[2] : Gpu.UNKNOWN);
        devices.add(new NvidiaDevice(gpu, fields[1].startsWith("GPU-") ? fields[1] : ""));
      }
    }
    return devices;
  }

  private static boolean isNumber(String field) {
    return field.matches("\\d{1,9}");
  }

  private static boolean isCapability(String field) {
    return field.matches("\\d{1,2}\\.\\d");
  }

  private static @Nullable String find(Host host) {
    List<File> folders = host.folders("PATH");
    if (host.isWindows()) {
      folders.add(new File(host.variable("SystemRoot"), "System32"));
      folders.add(new File(host.variable("ProgramFiles"), "NVIDIA Corporation/NVSMI"));
    } else {
      for (String folder : USUAL) {
        folders.add(host.root().resolve(folder).toFile());
      }
    }
    String name = host.isWindows() ? "nvidia-smi.exe" : "nvidia-smi";
    for (File folder : folders) {
      Path file = folder.toPath().resolve(name);
      if (folder.isAbsolute() && file.toFile().canExecute() && file.toFile().isFile()) {
        return file.toString();
      }
    }
    return null;
  }
}
