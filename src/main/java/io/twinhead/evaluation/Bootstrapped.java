package io.twinhead.evaluation;

/**
 * What a bootstrap found, and how many of its resamples had no say because the statistic is
 * undefined on them (a resample may lack a class).
 *
 * @param result from the resamples on which the statistic is defined
 * @param resamples drawn
 * @param undefined those of them that were left out
 */
public record Bootstrapped<T>(T result, int resamples, int undefined) {

  <R> Bootstrapped<R> with(R other) {
    return new Bootstrapped<>(other, resamples, undefined);
  }
}
