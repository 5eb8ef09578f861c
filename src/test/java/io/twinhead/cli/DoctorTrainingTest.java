package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.cli.DoctorTraining.Check;
import io.twinhead.run.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTrainingTest {
  private static final double[] GOOD = {0.7, 0.5, 0.2};

  @Test
  void holdsForLossesAsTheyShouldBe() {
    DoctorTraining training = judge(GOOD, GOOD, GOOD);
    assertThat(training.holds()).isTrue();
    assertThat(training.sigmoidLoss()).isEqualTo(0.2);
  }

  @Test
  void failsWhenTheLossStaysWhereItIs() {
    assertThat(failed(new double[] {0.7, 0.69, 0.7}, new double[] {0.7, 0.69, 0.7}))
        .containsExactly("last loss, of the first");
  }

  @Test
  void failsWhenTheStartIsFarFromChance() {
    assertThat(failed(new double[] {2, 0.5, 0.2}, new double[] {2, 0.5, 0.2}))
        .containsExactly("first loss, from ln 2");
  }

  @Test
  void failsWhenTheHeadsDriftApart() {
    assertThat(failed(GOOD, new double[] {0.7, 0.502, 0.2}))
        .containsExactly("softmax from sigmoid, matched, any step");
  }

  @Test
  void failsWhenTheEnginesDisagree() {
    DoctorTraining training = judge(GOOD, GOOD, new double[] {0.7, 0.4, 0.2});
    assertThat(names(training)).containsExactly("compiled from reference engine, any step");
    assertThat(DoctorText.of(training)).contains("\nNO ", "do not trust results");
  }

  @Test
  void failsWhenALossIsNoNumber() {
    for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      DoctorTraining training = judge(GOOD, new double[] {0.7, broken, broken}, GOOD);
      assertThat(names(training)).contains("losses that are not finite");
      assertThat(training.softmaxLoss()).isNull();
      assertThat(Json.document(training)).contains("\"softmax_loss\" : null");
      assertThat(DoctorText.of(training)).contains("not finite");
    }
  }

  private static List<String> failed(double[] sigmoid, double[] softmax) {
    return names(judge(sigmoid, softmax, sigmoid));
  }

  private static List<String> names(DoctorTraining training) {
    assertThat(training.holds()).isFalse();
    return training.checks().stream().filter(check -> !check.holds()).map(Check::name).toList();
  }

  private static DoctorTraining judge(double[] sigmoid, double[] softmax, double[] reference) {
    return DoctorTraining.of(
        List.of(new DoctorLosses("net", "sigmoid", "compiled", sigmoid)),
        List.of(new DoctorLosses("net", "softmax", "compiled", softmax)),
        List.of(new DoctorLosses("net", "sigmoid", "reference", reference)),
        1.5);
  }
}
