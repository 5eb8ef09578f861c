package io.twinhead.head;

import io.twinhead.config.Link;

/**
 * How a unit's number s becomes a probability p, and what that makes of the cross-entropy. Every
 * function is evaluated from s and never from p, so that both tails are exact for all float32 s.
 *
 * <p>The loss of a target q is q (-log p) + (1 - q) (-log(1 - p)).
 */
enum LinkFunction {
  /** p = 1 / (1 + exp(-s)); losses grow like |s|, slopes stay within 1. */
  LOGIT {
    @Override
    double probability(double s) {
      return Logistic.sigmoid(s);
    }

    @Override
    double positiveLoss(double s) {
      return Logistic.softplus(-s);
    }

    @Override
    double negativeLoss(double s) {
      return Logistic.softplus(s);
    }

    @Override
    double positiveSlope(double s) {
      return -Logistic.sigmoid(-s);
    }

    @Override
    double negativeSlope(double s) {
      return Logistic.sigmoid(s);
    }

    @Override
    double logOdds(double s) {
      return s;
    }
  },

  /** p = Phi(s), the normal distribution function; losses grow like s^2 / 2, slopes like |s|. */
  PROBIT {
    @Override
    double probability(double s) {
      return Normal.cdf(s);
    }

    @Override
    double positiveLoss(double s) {
      return -Normal.logCdf(s);
    }

    @Override
    double negativeLoss(double s) {
      return -Normal.logCdf(-s);
    }

    @Override
    double positiveSlope(double s) {
      return -Normal.logCdfSlope(s);
    }

    @Override
    double negativeSlope(double s) {
      return Normal.logCdfSlope(-s);
    }

    @Override
    double logOdds(double s) {
      return Normal.logOdds(s);
    }
  },

  /**
   * p = 1 - exp(-exp(s)). The loss of a negative is exp(s), and so is its slope: infinite from s =
   * 709.8 in double, and a float32 gradient from 88.7. Nothing is clipped, and nothing becomes NaN
   * here: a training that gets there has diverged, and is stopped as such.
   */
  CLOGLOG {
    /** Below, exp(s) no longer shows beside 1. */
    private static final double TINY = -40;

    @Override
    double probability(double s) {
      return -Math.expm1(-Math.exp(s));
    }

    @Override
    double positiveLoss(double s) {
      double e = Math.exp(s);
      if (s < TINY) {
        return -s;
      }
      return e < 0.5 ? -s - Math.log(-Math.expm1(-e) / e) : -Math.log1p(-Math.exp(-e));
    }

    @Override
    double negativeLoss(double s) {
      return Math.exp(s);
    }

    @Override
    double positiveSlope(double s) {
      double e = Math.exp(s);
      double rest = Math.expm1(e);
      if (s < TINY) {
        return -1;
      }
      return rest == Double.POSITIVE_INFINITY ? 0 : -e / rest;
    }

    @Override
    double negativeSlope(double s) {
      return Math.exp(s);
    }

    @Override
    double logOdds(double s) {
      double e = Math.exp(s);
      if (s < TINY) {
        return s;
      }
      return e < 0.5 ? s + Math.log(Math.expm1(e) / e) : e + Math.log1p(-Math.exp(-e));
    }
  };

  static LinkFunction of(Link link) {
    return switch (link) {
      case LOGIT -> LOGIT;
      case PROBIT -> PROBIT;
      case CLOGLOG -> CLOGLOG;
    };
  }

  abstract double probability(double s);

  /** -log p. */
  abstract double positiveLoss(double s);

  /** -log(1 - p). */
  abstract double negativeLoss(double s);

  /** The derivative of {@link #positiveLoss}, never positive. */
  abstract double positiveSlope(double s);

  /** The derivative of {@link #negativeLoss}, never negative. */
  abstract double negativeSlope(double s);

  /** log(p / (1 - p)). */
  abstract double logOdds(double s);

  /**
   * The cross-entropy in nats for the target probability q; an infinite loss counts if q has it.
   */
  final double loss(double s, double q) {
    return (q == 0 ? 0 : q * positiveLoss(s)) + (q == 1 ? 0 : (1 - q) * negativeLoss(s));
  }

  /** The derivative of {@link #loss} by s. */
  final double slope(double s, double q) {
    return (q == 1 ? 0 : (1 - q) * negativeSlope(s)) + (q == 0 ? 0 : q * positiveSlope(s));
  }
}
