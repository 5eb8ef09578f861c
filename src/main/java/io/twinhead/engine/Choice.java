package io.twinhead.engine;

import org.jspecify.annotations.Nullable;

/**
 * What was found to be fastest for a network, a batch size and a number of threads.
 *
 * @param onednn whether convolutions run as oneDNN blocks
 * @param slices into which a batch is cut
 * @param threads that run them
 * @param algorithms of oneDNN's convolutions
 * @param gradientError relative to direct convolutions, or null if there are no others
 */
record Choice(
    boolean onednn,
    int slices,
    int threads,
    Algorithms algorithms,
    @Nullable Double gradientError) {}
