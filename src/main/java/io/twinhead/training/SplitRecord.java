package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.dataset.RowLimit;
import io.twinhead.dataset.Split;
import io.twinhead.dataset.SplitOrigin;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run.json} says about how the rows were divided.
 *
 * @param seed of the division
 * @param validationShare of the rows that are not for testing
 * @param fold that was held out, from 1 on; null for a single split
 * @param folds in all; null for a single split
 * @param limit on the rows that were taken of each part; null for all
 * @param sha256 over the row numbers, see {@link Split#sha256}; null in runs of earlier versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SplitRecord(
    long seed,
    double validationShare,
    @Nullable Integer fold,
    @Nullable Integer folds,
    @Nullable RowLimit limit,
    @Nullable String sha256) {
  SplitRecord {
    new SplitOrigin(seed, validationShare, fold, folds, limit); // refuses what is none
  }

  /** Null for a split that was made by hand. */
  static @Nullable SplitRecord of(Split split) {
    SplitOrigin origin = split.origin();
    return origin == null
        ? null
        : new SplitRecord(
            origin.seed(),
            origin.validationShare(),
            origin.fold(),
            origin.folds(),
            origin.limit(),
            split.sha256());
  }

  SplitOrigin origin() {
    return new SplitOrigin(seed, validationShare, fold, folds, limit);
  }

  /** Whether it may be the split that was recorded. */
  boolean fits(Split split) {
    return sha256 == null || sha256.equals(split.sha256());
  }
}
