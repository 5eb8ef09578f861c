package io.twinhead.engine;

/**
 * One operation of a plan and what it costs.
 *
 * @param phase {@code input}, {@code forward}, {@code head}, {@code backward} or {@code update}
 * @param name of the operation, such as {@code conv0 forward}
 * @param kernel that runs it, such as {@code onednn jit:avx512_common} or {@code nd4j conv2d}
 * @param shapes of inputs and outputs, for people
 * @param bytes read and written
 * @param flops additions and multiplications; 0 for operations that only move data
 * @param milliseconds mean time
 */
public record OpCost(
    String phase,
    String name,
    String kernel,
    String shapes,
    long bytes,
    long flops,
    double milliseconds) {}
