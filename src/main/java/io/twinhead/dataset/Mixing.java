package io.twinhead.dataset;

/**
 * Makes unlike numbers of like ones: every bit counts for all. Stafford's variant 13 of
 * MurmurHash3's finaliser, that of {@link java.util.SplittableRandom}.
 */
final class Mixing {
  private Mixing() {}

  static long of(long number) {
    long y = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    long x = (y ^ (y >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
