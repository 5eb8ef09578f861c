package io.twinhead.launcher;

/**
 * One of NVIDIA's devices, as {@code nvidia-smi} lists it.
 *
 * @param index counted in the order of the PCI bus, from 0
 * @param capability the compute capability, such as {@code 8.6}, or {@code unknown}
 * @param memoryMegabytes in MiB; 0 if the device does not tell
 * @param driver version of the driver, such as {@code 535.104.05}, or {@code unknown}
 */
public record Gpu(int index, String name, String capability, long memoryMegabytes, String driver) {
  /** What is not told. */
  public static final String UNKNOWN = "unknown";
}
