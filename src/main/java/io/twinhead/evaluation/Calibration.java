package io.twinhead.evaluation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A map from a classifier's log-odds of the positive class to better ones.
 *
 * <p>Every map acts on d = log(p / (1 - p)), which is s of a sigmoid head and z1 - z0 of a softmax
 * head. So heads that agree before calibration agree after it, and softmax logits (0, s) and (-s/2,
 * +s/2) get the same map. No map decreases: rows keep their order, although a map may merge some.
 * Finite log-odds stay finite; infinite ones count as the largest finite number.
 *
 * <p>Reads and writes as JSON with Jackson; numbers survive exactly.
 */
@SuppressWarnings("ClassInitializationDeadlock") // only this interface makes the constant
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Uncalibrated.class, name = "none"),
  @JsonSubTypes.Type(value = Temperature.class, name = "temperature"),
  @JsonSubTypes.Type(value = Platt.class, name = "platt"),
  @JsonSubTypes.Type(value = Isotonic.class, name = "isotonic"),
  @JsonSubTypes.Type(value = Beta.class, name = "beta"),
  @JsonSubTypes.Type(value = PriorShift.class, name = "prior_shift"),
  @JsonSubTypes.Type(value = Sequence.class, name = "sequence")
})
public sealed interface Calibration
    permits Uncalibrated, Temperature, Platt, Isotonic, Beta, PriorShift, Sequence {
  /** Changes nothing. */
  Calibration NONE = new Uncalibrated();

  /**
   * Returns the calibrated log-odds.
   *
   * @param logOdds of the positive class, not NaN
   */
  double apply(double logOdds);

  /** Returns the predictions with calibrated log-odds; labels and weights stay. */
  default BinaryPredictions apply(BinaryPredictions predictions) {
    return new BinaryPredictions(
        Arrays.stream(predictions.logits()).map(this::apply).toArray(),
        predictions.labels(),
        predictions.weights());
  }

  /**
   * The family of the map in it that was fitted to data; {@link CalibrationMethod#NONE} if there is
   * none, as in a correction that follows from how the model was trained.
   */
  default CalibrationMethod method() {
    return CalibrationMethod.NONE;
  }

  /** What is left without maps that were fitted to data. */
  default Calibration unfitted() {
    return steps().stream()
        .filter(step -> step.method() == CalibrationMethod.NONE)
        .reduce(NONE, Calibration::then);
  }

  /** The maps that this one consists of, in the order of their application. */
  default List<Calibration> steps() {
    return List.of(this);
  }

  /** Returns this map followed by {@code next}. */
  default Calibration then(Calibration next) {
    List<Calibration> steps = Stream.of(this, next).flatMap(c -> c.steps().stream()).toList();
    return switch (steps.size()) {
      case 0 -> NONE;
      case 1 -> steps.get(0);
      default -> new Sequence(steps);
    };
  }
}
