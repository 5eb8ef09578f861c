package io.twinhead.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * A metric's interval, or the reason why it has none.
 *
 * @param interval contains the metric's value; null where there is none
 * @param why a few words, null where there is an interval
 */
public record MetricInterval(@Nullable Interval interval, @Nullable String why) {

  public MetricInterval {
    if ((interval == null) == (why == null)) {
      throw new IllegalArgumentException(
          "either an interval or a reason, not interval " + interval + " and why " + why);
    }
  }

  static MetricInterval of(Interval interval) {
    return new MetricInterval(interval, null);
  }

  static MetricInterval none(String why) {
    return new MetricInterval(null, why);
  }
}
