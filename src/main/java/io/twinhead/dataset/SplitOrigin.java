package io.twinhead.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.config.InputException;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a data set were divided, so that they can be divided in the same way again. Where
 * the data set gives a split itself, that was used.
 *
 * @param seed of the division
 * @param validationShare of the rows that are not for testing
 * @param fold that was held out, from 1 on; null for a single split
 * @param folds in all; null for a single split
 * @param limit on the rows that were taken of each part; null for all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SplitOrigin(
    long seed,
    double validationShare,
    @Nullable Integer fold,
    @Nullable Integer folds,
    @Nullable RowLimit limit) {
  public SplitOrigin {
    if (!(validationShare >= 0 && validationShare < 1)) {
      throw new IllegalArgumentException(
          "validation share " + validationShare + " is not in [0, 1)");
    }
    if ((fold == null) != (folds == null)
        || (fold != null && folds != null && (folds < 2 || fold < 1 || fold > folds))) {
      throw new IllegalArgumentException("fold " + fold + " of " + folds + " does not exist");
    }
  }

  /** A division whose rows were all taken. */
  public SplitOrigin(
      long seed, double validationShare, @Nullable Integer fold, @Nullable Integer folds) {
    this(seed, validationShare, fold, folds, null);
  }

  SplitOrigin limited(RowLimit to) {
    return new SplitOrigin(seed, validationShare, fold, folds, to);
  }

  /** The same with all rows. */
  public SplitOrigin whole() {
    return new SplitOrigin(seed, validationShare, fold, folds);
  }

  /**
   * Divides the rows once more.
   *
   * @throws InputException if the data are not those that were divided, and cannot be
   */
  public Split split(Dataset data) {
    Split whole = divided(data);
    return limit == null ? whole : limit.of(data, whole);
  }

  private Split divided(Dataset data) {
    if (data.hasTestSplit()) {
      return Splits.given(data, validationShare, seed);
    }
    return fold == null || folds == null
        ? Splits.holdout(data, seed)
        : Splits.folds(data, folds, validationShare, seed).get(fold - 1);
  }
}
