package io.twinhead.evaluation;

import java.util.List;

/** The identity: what the network says is left as it is, infinite log-odds too. */
public record Uncalibrated() implements Calibration {
  @Override
  public double apply(double logOdds) {
    return logOdds;
  }

  @Override
  public List<Calibration> steps() {
    return List.of();
  }
}
