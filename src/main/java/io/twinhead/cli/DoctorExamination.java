package io.twinhead.cli;

import io.twinhead.cli.DoctorReport.Backend;
import io.twinhead.cli.DoctorReport.Cpu;
import io.twinhead.cli.DoctorReport.Device;
import io.twinhead.cli.DoctorReport.Java;
import io.twinhead.cli.DoctorReport.Logging;
import io.twinhead.cli.DoctorReport.Memory;
import io.twinhead.cli.DoctorReport.Os;
import io.twinhead.cli.DoctorReport.Status;
import io.twinhead.launcher.BackendStatus;
import io.twinhead.launcher.Diagnosis;
import io.twinhead.launcher.Gpu;
import io.twinhead.launcher.MachineFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Puts together what the launcher found and what this process sees of itself. Loads no class of
 * ND4J's, which may be what is broken.
 */
final class DoctorExamination {
  /** Where SLF4J looks for bindings; those of its first version are not used any more. */
  private static final String BINDINGS = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

  private DoctorExamination() {}

  static DoctorReport of(Diagnosis diagnosis, List<DoctorReport.CacheUse> caches) {
    MachineFacts machine = diagnosis.machine();
    Backend backend =
        new Backend(
            diagnosis.requested(),
            diagnosis.chosen(),
            diagnosis.reason(),
            diagnosis.chosen().equals("cpu"));
    DoctorReport report =
        new DoctorReport(
            backend,
            new Os(machine.os(), machine.platform(), machine.libc(), machine.libcVersion()),
            java(),
            cpu(machine),
            memory(machine),
            diagnosis.backends().stream().map(DoctorExamination::status).toList(),
            diagnosis.gpus().stream().map(DoctorExamination::device).toList(),
            logging(),
            caches,
            DoctorVersions.current(),
            null,
            List.of());
    return report.with(DoctorFindings.of(report));
  }

  private static Java java() {
    return new Java(
        System.getProperty("java.version"),
        System.getProperty("java.vendor"),
        System.getProperty("java.home"));
  }

  private static Cpu cpu(MachineFacts machine) {
    return new Cpu(
        machine.cpu(),
        machine.features(),
        variant(machine.nativeLibrary(), machine.platform()),
        machine.cores(),
        machine.cpuQuota().isPresent() ? machine.cpuQuota().getAsDouble() : null);
  }

  /** Of {@code nd4j-native-1.0.0-linux-x86_64-onednn.jar}, what follows the version. */
  private static String variant(String jar, String platform) {
    int start = jar.indexOf(platform);
    return start < 0 || !jar.endsWith(".jar") ? jar : jar.substring(start, jar.length() - 4);
  }

  private static Memory memory(MachineFacts machine) {
    return new Memory(
        Runtime.getRuntime().maxMemory() >> 20,
        machine.nativeMegabytes(),
        megabytes(machine.physicalMemoryBytes()),
        megabytes(machine.memoryLimitBytes()));
  }

  private static @Nullable Long megabytes(OptionalLong bytes) {
    return bytes.isPresent() ? bytes.getAsLong() >> 20 : null;
  }

  private static Status status(BackendStatus found) {
    String remedy = found.remedy().isEmpty() ? null : found.remedy();
    return new Status(found.name(), found.usable(), found.reason(), remedy);
  }

  private static Device device(Gpu gpu) {
    Long memory = gpu.memoryMegabytes() == 0 ? null : gpu.memoryMegabytes();
    return new Device(gpu.index(), gpu.name(), gpu.capability(), memory, gpu.driver());
  }

  private static Logging logging() {
    try {
      Set<String> found = new HashSet<>();
      for (URL file :
          Collections.list(DoctorExamination.class.getClassLoader().getResources(BINDINGS))) {
        found.add(file.toString());
      }
      return new Logging(LoggerFactory.getILoggerFactory().getClass().getName(), found.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
