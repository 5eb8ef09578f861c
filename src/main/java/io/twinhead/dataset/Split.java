package io.twinhead.dataset;

import org.jspecify.annotations.Nullable;

/**
 * Row numbers of the parts of a split, each in ascending order, without a row in common (but see
 * {@link RowLimit.Kind#OVERFIT_BATCHES}).
 *
 * @param origin what the split can be made from again; null for one that was made by hand
 */
@SuppressWarnings("ArrayRecordComponent") // row lists for loops; not compared
public record Split(int[] train, int[] validation, int[] test, @Nullable SplitOrigin origin) {
  public Split(int[] train, int[] validation, int[] test) {
    this(train, validation, test, null);
  }

  /** SHA-256 over the row numbers of the three parts in order, in hexadecimal digits. */
  public String sha256() {
    return Checksum.ofNumbers(train, validation, test);
  }

  Split from(SplitOrigin made) {
    return new Split(train, validation, test, made);
  }
}
