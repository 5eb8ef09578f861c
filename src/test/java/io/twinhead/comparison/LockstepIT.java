package io.twinhead.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.dataset.Examples;
import io.twinhead.model.Models;
import io.twinhead.training.TrainingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;

/** The largest bundled network on images of the size that it was made for. */
@Timeout(300)
class LockstepIT {
  @Test
  void matchedSmallCnnsStayTogetherInFloat() {
    TrainingPlan plan = LockstepCases.plan(Models.find("small-cnn"), 8, EngineName.COMPILED);
    Examples examples = LockstepCases.examples(160, 1, 150, 150, 3);
    LockstepResult result =
        Lockstep.run(
            LockstepKind.MATCHED, plan, DataType.FLOAT, 200, examples, examples.features());
    assertThat(result.holds()).isTrue();
    assertThat(result.maxAbsTrunkDistance()).isLessThan(1e-5);
    assertThat(result.maxAbsLossDifference()).isLessThan(1e-5);
    assertThat(result.maxAbsAntisymmetry()).isLessThan(1e-5);
  }
}
