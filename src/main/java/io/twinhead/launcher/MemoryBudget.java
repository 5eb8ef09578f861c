package io.twinhead.launcher;

/**
 * How the memory that the process may use is shared out, as upper limits.
 *
 * <p>An eighth plus 192 MiB, but never more than half, stays for what no limit covers: code, class
 * data and stacks of both JVMs, the allocator's slack and the page cache. The rest is split evenly
 * between the Java heap, where data sets live, and ND4J's native buffers. 512 MiB of memory give
 * 128 + 128, 8 GiB give 3.4 + 3.4 GiB.
 *
 * @param heapMegabytes at most 31 GiB, beyond which Java's references double in size
 */
record MemoryBudget(long heapMegabytes, long nativeMegabytes) {
  private static final long LARGEST_HEAP = 31 * 1024;

  static MemoryBudget of(long memoryBytes) {
    long all = memoryBytes >> 20;
    long reserve = Math.min(all / 8 + 192, all / 2);
    long share = Math.max(1, (all - reserve) / 2);
    return new MemoryBudget(Math.min(share, LARGEST_HEAP), share);
  }
}
