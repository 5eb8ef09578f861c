package io.twinhead.audit;

import io.twinhead.config.Link;
import java.util.List;

/** Claim S10, links: logit, probit and complementary log-log are what their names say. */
final class LinkIdentities {
  private static final double H = 1e-3;
  private static final double RANGE = 30;

  /** -log(1 - p) = exp(s) is a number up to here. */
  private static final double CLOGLOG_RANGE = 700;

  private LinkIdentities() {}

  static List<Check> check(Functions f, Points points) {
    return List.of(
        complement(f, points),
        density(f, points),
        doubleLog(f, points),
        logOdds(f, points),
        symmetry(f, points));
  }

  private static Check complement(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S10.7",
            "p and 1 - p from the two losses of each link; absolute",
            "e^-L(1) + e^-L(0) = 1, e^-L(1) = p",
            1e-14);
    for (Link link : Link.values()) {
      for (double s : points.singles()) {
        double p = Math.exp(-f.linkLoss(link, s, 1));
        statement.absolute(p + Math.exp(-f.linkLoss(link, s, 0)), 1);
        statement.absolute(p, f.probability(link, s));
      }
    }
    return statement.check();
  }

  private static Check density(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S10.8",
            "slope of probit's p is the normal density; absolute",
            "dp/ds = e^(-s^2/2) / sqrt(2 pi), p(0) = 1/2",
            1e-11);
    statement.absolute(f.probability(Link.PROBIT, 0), 0.5);
    for (double s : points.singlesWithin(RANGE)) {
      double near = f.probability(Link.PROBIT, s + H) - f.probability(Link.PROBIT, s - H);
      double far = f.probability(Link.PROBIT, s + 2 * H) - f.probability(Link.PROBIT, s - 2 * H);
      double density = Math.exp(-s * s / 2) / Math.sqrt(2 * Math.PI);
      statement.absolute((8 * near - far) / (12 * H), density);
    }
    return statement.check();
  }

  private static Check doubleLog(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S10.9", "complementary log-log, inverted; absolute", "log(-log(1 - p)) = s", 2e-13);
    for (double s : points.singlesWithin(CLOGLOG_RANGE)) {
      statement.absolute(Math.log(f.linkLoss(Link.CLOGLOG, s, 0)), s);
    }
    return statement.check();
  }

  private static Check logOdds(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S10.10",
            "log-odds of each link; relative to 1 + |log-odds|",
            "log(p / (1 - p)) = L(0) - L(1)",
            1e-14);
    for (Link link : Link.values()) {
      for (double s : points.singlesWithin(CLOGLOG_RANGE)) {
        double difference = f.linkLoss(link, s, 0) - f.linkLoss(link, s, 1);
        double scale = 1 + Math.abs(difference);
        statement.absolute(f.logOdds(link, s) / scale, difference / scale);
      }
    }
    return statement.check();
  }

  private static Check symmetry(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S10.11",
            "logit and probit are odd; relative to 1 + |log-odds|",
            "log-odds(-s) = -log-odds(s)",
            1e-15);
    for (Link link : List.of(Link.LOGIT, Link.PROBIT)) {
      for (double s : points.singles()) {
        double scale = 1 + Math.abs(f.logOdds(link, s));
        statement.absolute(f.logOdds(link, -s) / scale, -f.logOdds(link, s) / scale);
      }
    }
    return statement.check();
  }
}
