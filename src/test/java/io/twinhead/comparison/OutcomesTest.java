package io.twinhead.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.PlanConfig;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.training.Judgement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private static final PlanConfig PLAN = new PlanConfig("onednn", 2, 1, List.of("conv2 forward"));

  @Test
  void tellsThePlanThatAllTrainingsShare() {
    PlanConfig same = new PlanConfig("onednn", 2, 1, List.of("conv2 forward"));
    assertThat(outcomes(PLAN, same, PLAN).plan()).isEqualTo(PLAN);
  }

  @Test
  void hasNoPlanWhereTrainingsDifferOrHaveNone() {
    assertThat(outcomes(PLAN, PLAN, new PlanConfig("onednn", 2, 1, null)).plan()).isNull();
    assertThat(outcomes(PLAN, null).plan()).isNull();
    assertThat(outcomes(null, PLAN).plan()).isNull();
    assertThat(outcomes(null, null).plan()).isNull();
  }

  private static Outcomes outcomes(@Nullable PlanConfig... plans) {
    return new Outcomes(Arrays.stream(plans).map(OutcomesTest::outcome).toList());
  }

  private static Outcome outcome(@Nullable PlanConfig plan) {
    return new Outcome(
        1,
        1,
        Arm.SIGMOID,
        16,
        new int[] {0},
        BinaryPredictions.of(new double[1], new int[1]),
        Map.of(),
        List.of(),
        1,
        new Judgement(Judgement.Kind.LEARNS, "learns"),
        1,
        33,
        33,
        "compiled",
        plan);
  }
}
