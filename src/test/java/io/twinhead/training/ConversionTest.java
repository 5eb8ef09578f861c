package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.Platt;
import io.twinhead.evaluation.Threshold;
import org.junit.jupiter.api.Test;

class ConversionTest {
  /** The map makes 1e-3 of a difference of 1e-6, which float32 cannot tell from none. */
  @Test
  void countsATieThatASteepCalibrationMagnifies() {
    Conversion certificate = certify(-5e-7, 5e-7, new Platt(1000, 0));
    assertThat(certificate.ties()).isEqualTo(1);
    assertThat(certificate.decisionsChanged()).isZero();
  }

  /** The map makes 1e-6 of a difference of 1e-3, which is no rounding error. */
  @Test
  void countsAChangeThatAFlatCalibrationHides() {
    Conversion certificate = certify(-5e-4, 5e-4, new Platt(1e-3, 0));
    assertThat(certificate.ties()).isZero();
    assertThat(certificate.decisionsChanged()).isEqualTo(1);
  }

  private static Conversion certify(double before, double after, Calibration calibration) {
    return Conversion.certify(
        "sigmoid",
        "softmax",
        null,
        new Conversion.Rows(new double[] {before, 3}, new double[] {after, 3}, "here"),
        calibration,
        Threshold.HALF);
  }
}
