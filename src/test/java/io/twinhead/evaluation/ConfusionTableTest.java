package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfusionTableTest {
  private static final ConfusionTable TABLE =
      new ConfusionTable(new double[][] {{5, 1, 0}, {2, 3, 4}, {0, 0, 7}});

  static Stream<JsonNode> golden() {
    return Golden.cases("classes");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithScikitLearn(JsonNode golden) {
    ConfusionTable table = ConfusionTable.of(Golden.classes(golden));
    for (int k = 0; k < table.classes(); k++) {
      assertThat(table.weights()[k])
          .containsExactly(Golden.doubles(golden.get("confusion").get(k)), Offset.offset(1e-12));
    }
  }

  @Test
  void addsUpByActualAndByPredictedClass() {
    assertThat(TABLE.actual(1)).isEqualTo(9);
    assertThat(TABLE.predicted(1)).isEqualTo(4);
    assertThat(TABLE.total()).isEqualTo(22);
    assertThat(TABLE.oneAgainstRest(1)).isEqualTo(new ConfusionMatrix(3, 1, 6, 12));
  }

  @Test
  void withoutWeightNothingIsDefined() {
    ConfusionTable none = new ConfusionTable(new double[2][2]);
    assertThat(none.accuracy()).isEqualTo(Score.undefined("the rows have no weight"));
    assertThat(none.balancedAccuracy()).isEqualTo(Score.undefined("the rows have no weight"));
    assertThat(none.mcc()).isEqualTo(Score.undefined("the rows have no weight"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-12})
  void correlationIsExactForARareClass(double rare) {
    ConfusionTable table = new ConfusionTable(new double[][] {{1, 0}, {rare / 2, rare / 2}});
    ConfusionMatrix two = new ConfusionMatrix(rare / 2, 0, rare / 2, 1);
    double expected = Objects.requireNonNull(two.mcc().value());
    assertThat(table.mcc().value()).isCloseTo(expected, Offset.offset(1e-12));
  }
}
