package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CertificateTest {
  @Test
  void reportsTheLargestDifferences() {
    Certificate certificate = certificate(new double[] {0, -2, 3}, new double[] {0.5, -2, 2.75});
    assertThat(certificate.maxAbsLogitDifference()).isEqualTo(0.5);
    assertThat(certificate.maxAbsProbabilityDifference()).isCloseTo(0.12245933, within(1e-8));
    assertThat(certificate.rows()).isEqualTo(3);
  }

  @Test
  void countsRowsThatChangeSidesButForThoseOnTheThreshold() {
    double[] before = {-1e-3, 1e-3, 0, 2, 1e-9};
    double[] after = {1e-3, -1e-3, -1e-9, 3, 0};
    Certificate certificate = certificate(before, after);
    assertThat(certificate.decisionsChanged()).isEqualTo(2);
    assertThat(certificate.ties()).isEqualTo(2);
  }

  @Test
  void decidesAtTheThreshold() {
    Threshold threshold = Threshold.ofProbability(0.9, "f1");
    Certificate certificate =
        Certificate.of(
            "sigmoid", "softmax", "zero", new double[] {2, -1}, new double[] {2.5, 1}, threshold);
    assertThat(certificate.decisionsChanged()).isEqualTo(1);
  }

  @Test
  void refusesDifferentNumbersOfRows() {
    assertThatThrownBy(() -> certificate(new double[2], new double[3]))
        .hasMessage("2 rows before and 3 after");
  }

  private static Certificate certificate(double[] before, double[] after) {
    return Certificate.of("softmax", "sigmoid", "zero", before, after, Threshold.HALF);
  }
}
