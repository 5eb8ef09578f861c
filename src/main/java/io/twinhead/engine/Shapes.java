package io.twinhead.engine;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Arithmetic on shapes. */
final class Shapes {
  private Shapes() {}

  /** The number of elements. */
  static long length(long... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** The shape of {@code rows} examples of one shape. */
  static long[] rows(long rows, long... shape) {
    return LongStream.concat(LongStream.of(rows), Arrays.stream(shape)).toArray();
  }

  /** For people: {@code 32x150x150x3}. */
  static String text(long... shape) {
    return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }
}
