package io.twinhead.dataset;

/** Row numbers of the parts of a split, each in ascending order, without a row in common. */
@SuppressWarnings("ArrayRecordComponent") // row lists for loops; not compared
public record Split(int[] train, int[] validation, int[] test) {}
