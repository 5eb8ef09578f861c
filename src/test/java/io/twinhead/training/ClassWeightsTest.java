package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.ClassWeight;
import io.twinhead.config.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {
  private static final List<String> CLASSES = List.of("good", "bad");
  private static final int[] CODES = {0, 0, 0, 1};
  private static final float[] ONES = {1, 1, 1, 1};

  /**
   * scikit-learn 1.2.1: {@code compute_class_weight('balanced', classes=[0, 1], y=[0, 0, 0, 1])}.
   */
  @Test
  void balancesAsScikitLearnDoes() {
    assertThat(of(ClassWeight.BALANCED, CODES, ONES).factors())
        .containsExactly(new double[] {0.6666666666666666, 2}, within(1e-15));
  }

  @Test
  void balancesTheWeightOfClassesNotTheirRows() {
    float[] weights = {1, 1, 0, 6};
    ClassWeights balanced = of(ClassWeight.BALANCED, CODES, weights);
    float[] applied = balanced.applied(CODES, weights);
    assertThat(applied[0] + applied[1] + applied[2]).isEqualTo(4, within(1e-6f));
    assertThat(applied[3]).isEqualTo(4, within(1e-6f));
  }

  @Test
  void takesNamedFactorsAndLeavesTheOthersAtOne() {
    assertThat(of(ClassWeight.parse("bad=5"), CODES, ONES).factors()).containsExactly(1, 5);
  }

  @Test
  void refusesAClassThatThereIsNot() {
    ClassWeight unknown = ClassWeight.parse("ugly=5");
    assertThatThrownBy(() -> of(unknown, CODES, ONES))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'ugly'")
        .hasMessageContaining("good, bad");
  }

  private static ClassWeights of(ClassWeight said, int[] codes, float[] weights) {
    return ClassWeights.of(said, CLASSES, codes, weights);
  }
}
