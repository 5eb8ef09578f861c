package io.twinhead.engine;

/**
 * What an operation is, for people.
 *
 * @param name such as {@code conv0 weight gradient}
 * @param kernel that runs it, such as {@code nd4j matmul}
 * @param shapes of inputs and outputs
 * @param bytes read and written
 * @param flops additions and multiplications
 */
record OpInfo(String name, String kernel, String shapes, long bytes, long flops) {}
