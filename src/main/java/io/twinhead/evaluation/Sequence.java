package io.twinhead.evaluation;

import java.util.List;

/**
 * Several maps, one after the other; made by {@link Calibration#then}.
 *
 * @param steps in the order of their application; none of them a sequence
 */
public record Sequence(List<Calibration> steps) implements Calibration {
  public Sequence {
    steps = steps.stream().flatMap(step -> step.steps().stream()).toList();
  }

  @Override
  public CalibrationMethod method() {
    return steps.stream()
        .map(Calibration::method)
        .filter(method -> method != CalibrationMethod.NONE)
        .findFirst()
        .orElse(CalibrationMethod.NONE);
  }

  @Override
  public double apply(double logOdds) {
    double d = logOdds;
    for (Calibration step : steps) {
      d = step.apply(d);
    }
    return d;
  }
}
