package io.twinhead.config;

import java.util.Locale;

/** The function from a probability to the number that a sigmoid-shaped unit computes. */
public enum Link {
  /** log(p / (1 - p)), inverse of the logistic function: the sigmoid unit proper. */
  LOGIT,
  /** The inverse of the standard normal distribution function. */
  PROBIT,
  /** Complementary log-log, log(-log(1 - p)): not symmetric, p approaches 1 faster than 0. */
  CLOGLOG;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
