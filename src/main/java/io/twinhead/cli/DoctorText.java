package io.twinhead.cli;

import io.twinhead.cli.DoctorReport.CacheUse;
import io.twinhead.cli.DoctorReport.Device;
import io.twinhead.cli.DoctorReport.Finding;
import io.twinhead.cli.DoctorReport.Status;
import io.twinhead.cli.DoctorTraining.Check;
import io.twinhead.cli.DoctorTraining.Course;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;
import org.jspecify.annotations.Nullable;

/** One page for people, at most 100 columns wide. */
final class DoctorText {
  private static final int COLUMNS = 100;

  /** Where what is said about a label begins. */
  private static final int INDENT = 12;

  /** A blank that no line ends at. */
  private static final char TIED = '\u00a0';

  private static final Map<String, String> NAMES =
      Map.of(
          "twinhead", "Twinhead",
          "deeplearning4j", "Deeplearning4j",
          "nd4j", "ND4J",
          "javacpp", "JavaCPP",
          "onednn", "oneDNN",
          "openblas", "OpenBLAS",
          "cuda", "CUDA",
          "jackson", "Jackson",
          "slf4j", "SLF4J",
          "logback", "Logback");

  private final StringBuilder text = new StringBuilder();

  private DoctorText() {}

  static String of(DoctorReport report) {
    DoctorText text = new DoctorText();
    text.machine(report);
    text.backends(report.backends());
    text.devices(report.gpus());
    text.caches(report.caches());
    text.findings(report.findings());
    return text.text.toString();
  }

  static String of(DoctorTraining training) {
    DoctorText text = new DoctorText();
    text.training(training);
    return text.text.toString();
  }

  private void machine(DoctorReport report) {
    DoctorReport.Backend backend = report.backend();
    row("Backend", "%s (%s): %s", backend.chosen(), backend.requested(), backend.reason());
    DoctorReport.Os system = report.system();
    row(
        "System",
        "%s (%s), %s%s",
        system.name(),
        system.platform(),
        system.libc().equals("other") ? "a C library of its own" : system.libc(),
        system.libcVersion().equals("unknown") ? "" : " " + system.libcVersion());
    DoctorReport.Java java = report.java();
    row("Java", "%s by %s in %s", java.version(), java.vendor(), java.home());
    DoctorReport.Cpu cpu = report.cpu();
    String quota =
        cpu.quota() == null ? "" : ", limited to the time of %.2f".formatted(cpu.quota());
    row("Processor", "%s, %s for this process%s", cpu.model(), cores(cpu.cores()), quota);
    row("", "%s", cpu.features().isEmpty() ? "features unknown" : String.join(" ", cpu.features()));
    row("", "native library: %s", cpu.nativeLibrary());
    memory(report.memory());
    row(
        "Logging",
        "%s, %d SLF4J binding%s",
        report.logging().binding(),
        report.logging().bindings(),
        report.logging().bindings() == 1 ? "" : "s");
    row("Versions", "%s", versions(report.versions()));
  }

  private void memory(DoctorReport.Memory memory) {
    row(
        "Memory",
        "%s, at most %,d MB for Java's heap and %,d MB for native buffers%s",
        memory.physicalMb() == null ? "size unknown" : "%,d MB".formatted(memory.physicalMb()),
        memory.heapMb(),
        memory.nativeMb(),
        memory.containerMb() == null
            ? ""
            : "; the container's limit is %,d MB".formatted(memory.containerMb()));
  }

  private static String cores(int cores) {
    return cores == 1 ? "1 core" : cores + " cores";
  }

  private static String versions(Map<String, String> versions) {
    return versions.entrySet().stream()
        .map(e -> NAMES.getOrDefault(e.getKey(), e.getKey()) + TIED + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private void backends(List<Status> backends) {
    line("");
    line("Backends");
    for (Status backend : backends) {
      row(
          "  " + backend.name(),
          "%s: %s",
          backend.usable() ? "usable" : "NOT usable",
          backend.reason());
      if (backend.remedy() != null) {
        row("", "%s", backend.remedy());
      }
    }
  }

  private void devices(List<Device> devices) {
    if (devices.isEmpty()) {
      return;
    }
    line("");
    line("%-9s %-40s %10s %12s  %s", "GPUs", "name", "capability", "memory", "driver");
    for (Device device : devices) {
      line(
          "  %-7d %-40s %10s %12s  %s",
          device.index(),
          device.name(),
          device.capability(),
          megabytes(device.memoryMb()),
          device.driver());
    }
  }

  private void caches(List<CacheUse> caches) {
    line("");
    line("%-9s %10s %12s  %-8s  %s", "Caches", "size", "disk free", "writable", "folder");
    for (CacheUse cache : caches) {
      line(
          "  %-7s %10s %12s  %-8s  %s",
          cache.name(),
          megabytes(cache.sizeMb()),
          megabytes(cache.freeMb()),
          cache.writable() ? "yes" : "NO",
          cache.path() == null ? "no home directory is known" : cache.path());
    }
  }

  private static String megabytes(@Nullable Long count) {
    return count == null ? "unknown" : String.format(Locale.ROOT, "%,d MB", count);
  }

  private void findings(List<Finding> findings) {
    line("");
    for (Finding finding : findings) {
      line("%s: %s", finding.severity(), Introduction.wrapped(finding.message()));
      if (finding.remedy() != null) {
        line("    %s", Introduction.wrapped(finding.remedy()));
      }
    }
    if (findings.isEmpty()) {
      line("Nothing keeps this machine from training.");
    }
  }

  private void training(DoctorTraining training) {
    line("");
    line(
        "Trained both heads for %d steps on made-up data (%s engine, %.1f s)",
        training.steps(), training.engine(), training.seconds());
    line("  %-12s %-8s %11s %11s", "network", "head", "first loss", "last loss");
    for (Course course : training.networks()) {
      line(
          "  %-12s %-8s %11s %11s",
          course.network(), course.head(), loss(course.firstLoss()), loss(course.lastLoss()));
    }
    line("");
    line("held  %10s  %7s  largest ..", "value", "limit");
    for (Check check : training.checks()) {
      line(
          "%-5s %10s  %7s  %s",
          check.holds() ? "yes" : "NO", number(check.value()), number(check.limit()), check.name());
    }
    line("");
    line(
        "%s",
        training.holds()
            ? "All %d checks hold.".formatted(training.checks().size())
            : "A check does not hold: do not trust results of this backend on this machine.");
  }

  private static String loss(@Nullable Double value) {
    return value == null ? "not finite" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String number(@Nullable Double value) {
    return value == null ? "not finite" : String.format(Locale.ROOT, "%.2g", value);
  }

  private void row(String label, String format, @Nullable Object... values) {
    String rest = String.format(Locale.ROOT, format, values);
    String wrapped = WordUtils.wrap(rest, COLUMNS - INDENT, "\n" + " ".repeat(INDENT), false);
    text.append(label)
        .append(" ".repeat(Math.max(1, INDENT - label.length())))
        .append(wrapped.replace(TIED, ' '))
        .append('\n');
  }

  private void line(String format, @Nullable Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
