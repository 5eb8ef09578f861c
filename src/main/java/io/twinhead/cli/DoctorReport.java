package io.twinhead.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.twinhead.audit.Severity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code doctor} tells. Amounts of memory and disk are in units of 2^20 bytes; null is what
 * the system does not tell, or a limit that there is not.
 *
 * @param backends the CPU first
 * @param gpus all that NVIDIA's driver lists
 * @param caches what can be made again, in this user's folders
 * @param versions of the libraries that are there, by name
 * @param train what came of training, if that was asked for
 * @param findings what is wrong, or good to know
 */
record DoctorReport(
    Backend backend,
    Os system,
    Java java,
    Cpu cpu,
    Memory memory,
    List<Status> backends,
    List<Device> gpus,
    Logging logging,
    List<CacheUse> caches,
    Map<String, String> versions,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DoctorTraining train,
    List<Finding> findings) {

  /**
   * What computes.
   *
   * @param chosen {@code cpu}, {@code cuda} or {@code none}
   * @param verified whether the program's authors have seen it run
   */
  record Backend(String requested, String chosen, String reason, boolean verified) {
    boolean usable() {
      return !chosen.equals("none");
    }
  }

  record Os(String name, String platform, String libc, String libcVersion) {}

  record Java(String version, String vendor, String home) {}

  /**
   * The processor.
   *
   * @param features as far as the choice of the native library depends on them
   * @param nativeLibrary ND4J's build for this processor, or {@code none}
   * @param cores usable by this process
   * @param quota the container's limit, in cores
   */
  record Cpu(
      String model,
      List<String> features,
      @JsonProperty("native") String nativeLibrary,
      int cores,
      @Nullable Double quota) {}

  /** Limits of this process, and what there is. */
  record Memory(
      long heapMb, long nativeMb, @Nullable Long physicalMb, @Nullable Long containerMb) {}

  /** Whether a backend can be used, why or why not, and what to do. */
  record Status(String name, boolean usable, String reason, @Nullable String remedy) {}

  /** A GPU; its memory is null where it does not tell. */
  record Device(
      int index, String name, String capability, @Nullable Long memoryMb, String driver) {}

  /**
   * What writes the log.
   *
   * @param bindings found; SLF4J takes one of several
   */
  record Logging(String binding, int bindings) {}

  /**
   * A folder.
   *
   * @param path null where no home directory is known
   * @param writable or can be made
   * @param freeMb on its disk
   */
  record CacheUse(
      String name, @Nullable String path, boolean writable, long sizeMb, @Nullable Long freeMb) {}

  /**
   * Something wrong, or good to know.
   *
   * @param where the line of the page that it is about
   */
  record Finding(Severity severity, String where, String message, @Nullable String remedy) {}

  DoctorReport {
    backends = List.copyOf(backends);
    gpus = List.copyOf(gpus);
    caches = List.copyOf(caches);
    findings = List.copyOf(findings);
  }

  /** Whether something keeps this machine from training. */
  boolean broken() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  DoctorReport with(DoctorTraining result) {
    return with(result, findings);
  }

  DoctorReport with(List<Finding> others) {
    return with(train, others);
  }

  private DoctorReport with(@Nullable DoctorTraining result, List<Finding> others) {
    return new DoctorReport(
        backend, system, java, cpu, memory, backends, gpus, logging, caches, versions, result,
        others);
  }
}
