package io.twinhead.launcher;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The facts about this machine that a person asks for when something does not run.
 *
 * @param os name and version, such as {@code Linux 6.1.0-18-amd64}
 * @param platform JavaCPP's name of system and processor, such as {@code linux-x86_64}
 * @param libc {@code glibc}, {@code musl} or {@code other}
 * @param libcVersion such as {@code 2.36}, or {@code unknown}
 * @param cpu the processor's name, or {@code unknown}
 * @param features the processor's, as far as the choice of natives depends on them; sorted
 * @param nativeLibrary the CPU backend's jar with the library that fits, or {@code none}
 * @param cores usable by this process: CPU set and quota counted
 * @param cpuQuota the control group's limit, in cores; empty without one
 * @param memoryLimitBytes the control group's limit; empty without one
 * @param physicalMemoryBytes the machine's; empty where the system does not tell
 * @param heapMegabytes the share of Java's heap, in MiB
 * @param nativeMegabytes the share of ND4J's buffers, in MiB
 */
public record MachineFacts(
    String os,
    String platform,
    String libc,
    String libcVersion,
    String cpu,
    List<String> features,
    String nativeLibrary,
    int cores,
    OptionalDouble cpuQuota,
    OptionalLong memoryLimitBytes,
    OptionalLong physicalMemoryBytes,
    long heapMegabytes,
    long nativeMegabytes) {

  public MachineFacts {
    features = List.copyOf(features);
  }
}
