package io.twinhead.cli;

import io.twinhead.audit.Severity;
import io.twinhead.cli.DoctorReport.CacheUse;
import io.twinhead.cli.DoctorReport.Finding;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Judges the facts of a report: what keeps this machine from training, or slows it down. */
final class DoctorFindings {
  /** The first glibc whose allocator asks for huge pages (glibc.malloc.hugetlb). */
  private static final int GLIBC_MINOR = 35;

  /** What the native libraries take once they are unpacked. */
  private static final long NATIVES_MB = 450;

  private final DoctorReport report;
  private final List<Finding> findings = new ArrayList<>();

  private DoctorFindings(DoctorReport report) {
    this.report = report;
  }

  static List<Finding> of(DoctorReport report) {
    DoctorFindings judged = new DoctorFindings(report);
    judged.backend();
    judged.idleGpu();
    judged.caches();
    judged.oldGlibc();
    judged.slowProcessor();
    judged.logging();
    return judged.findings;
  }

  private void backend() {
    DoctorReport.Backend backend = report.backend();
    if (!backend.usable()) {
      add(Severity.ERROR, "backend", backend.reason(), remedy(backend.requested()));
    } else if (!backend.verified()) {
      add(
          Severity.WARNING,
          "backend",
          "%s is unverified: not yet run on such a GPU by us".formatted(backend.chosen()),
          "Run doctor --train, which checks that it trains, before you trust its results.");
    }
  }

  /** Whoever has a GPU expects that it is used. */
  private void idleGpu() {
    for (DoctorReport.Status status : report.backends()) {
      if (!status.usable() && status.name().equals("cuda") && !report.gpus().isEmpty()) {
        add(Severity.WARNING, "cuda", "the GPU is not used: " + status.reason(), null);
      }
    }
  }

  /** Without any backend, the one that every machine could have. */
  private @Nullable String remedy(String requested) {
    String name = requested.equals("auto") ? "cpu" : requested;
    return report.backends().stream()
        .filter(status -> status.name().equals(name))
        .map(DoctorReport.Status::remedy)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private void caches() {
    for (CacheUse cache : report.caches()) {
      if (cache.name().equals(DoctorCaches.NATIVES)) {
        natives(cache);
      } else if (!cache.writable()) {
        add(
            Severity.WARNING,
            cache.name(),
            "%s cannot be written, so every command starts without what earlier ones kept"
                .formatted(
                    cache.path() == null ? "no home directory is known, and it" : cache.path()),
            "Let XDG_CACHE_HOME name a folder that this user may write to.");
      }
    }
  }

  private void natives(CacheUse cache) {
    Long free = cache.freeMb();
    Severity severity = unpackedAlready() ? Severity.WARNING : Severity.ERROR;
    String remedy =
        "Set TWINHEAD_JAVA_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=FOLDER to one with room, which"
            + " this user may write to.";
    if (!cache.writable()) {
      add(
          severity,
          cache.name(),
          "the native libraries cannot be unpacked to " + cache.path(),
          remedy);
    } else if (free != null && cache.sizeMb() == 0 && free < NATIVES_MB) {
      add(
          severity,
          cache.name(),
          "the native libraries need %d MB in %s, and %d MB are free"
              .formatted(NATIVES_MB, cache.path(), free),
          remedy);
    }
  }

  /** In an image: folders of the class path, named like the jars that they were. */
  private static boolean unpackedAlready() {
    return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
        .anyMatch(entry -> entry.endsWith(".jar") && Files.isDirectory(Path.of(entry)));
  }

  private void oldGlibc() {
    DoctorReport.Os system = report.system();
    String[] version = system.libcVersion().split("\\.", 3);
    boolean known = system.libc().equals("glibc") && version.length > 1;
    if (known
        && version[0].equals("2")
        && version[1].matches("\\d{1,4}")
        && Integer.parseInt(version[1]) < GLIBC_MINOR) {
      add(
          Severity.INFO,
          "system",
          "glibc %s ignores a part of the allocator's settings: huge pages (glibc.malloc.hugetlb)"
                  .formatted(system.libcVersion())
              + " need 2.35; results are the same, training can be slower",
          null);
    }
  }

  private void slowProcessor() {
    DoctorReport.Cpu cpu = report.cpu();
    boolean told = report.system().platform().equals("linux-x86_64") && !cpu.features().isEmpty();
    if (told && !cpu.features().contains("avx2")) {
      add(
          Severity.INFO,
          "cpu",
          "the processor has no AVX2, so that training takes several times as long as elsewhere",
          null);
    }
  }

  private void logging() {
    int bindings = report.logging().bindings();
    if (bindings != 1) {
      add(
          Severity.WARNING,
          "logging",
          bindings + " SLF4J bindings are on the class path, where one has to be",
          "Let lib hold the jars of one mvn package and no others.");
    }
  }

  private void add(Severity severity, String where, String message, @Nullable String remedy) {
    findings.add(new Finding(severity, where, message, remedy));
  }
}
