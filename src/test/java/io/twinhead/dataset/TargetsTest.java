package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TargetsTest {
  @Test
  void twoClassesHaveTheProbabilityOfTheSecond() {
    assertThat(written(new ClassTargets(2, new int[] {1, 0, 1}))).containsExactly(1, 0, 1);
  }

  @Test
  void moreClassesHaveADistribution() {
    assertThat(written(new ClassTargets(3, new int[] {2, 0}))).containsExactly(0, 0, 1, 1, 0, 0);
  }

  @Test
  void labelsHaveAProbabilityEach() {
    assertThat(written(new LabelTargets(2, new byte[] {1, 1, 0, 0, 0, 1})))
        .containsExactly(1, 1, 0, 0, 0, 1);
  }

  @Test
  void countTheLossesOfAnExample() {
    Targets labels = new LabelTargets(2, new byte[] {1, 1, 0, 0, 0, 1});
    assertThat(labels.lossTerms()).isEqualTo(2);
    assertThat(new TaughtTargets(labels, new float[6]).lossTerms()).isEqualTo(2);
    assertThat(new ClassTargets(3, new int[] {2, 0}).lossTerms()).isEqualTo(1);
  }

  @Test
  void rejectsWhatDoesNotFit() {
    assertThatThrownBy(() -> new ClassTargets(3, new int[] {0, 3}))
        .hasMessage("example 2 has the class code 3: must be from 0 to 2");
    assertThatThrownBy(() -> new LabelTargets(2, new byte[3]))
        .hasMessage("3 indicators do not fill rows of 2 labels");
  }

  /** What was in the arrays before must not shine through. */
  private static float[] written(Targets targets) {
    float[] values = new float[targets.size() * targets.width()];
    Arrays.fill(values, 9);
    for (int row = 0; row < targets.size(); row++) {
      targets.copyTo(row, values, row * targets.width());
    }
    return values;
  }
}
