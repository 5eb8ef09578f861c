package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReliabilityTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("metrics");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithScikitLearn(JsonNode golden) {
    List<Reliability.Bin> bins = Reliability.of(Golden.predictions(golden)).bins();
    JsonNode expected = golden.get("reliability");
    assertThat(bins).hasSize(15);
    for (int k = 0; k < 15; k++) {
      Reliability.Bin bin = bins.get(k);
      assertThat(bin.count()).isEqualTo(expected.get("count").get(k).intValue());
      assertThat(bin.weight()).isCloseTo(expected.get("weight").get(k).doubleValue(), Golden.EXACT);
      same(bin.meanPredicted(), expected.get("mean_predicted").get(k));
      same(bin.observedShare(), expected.get("observed_share").get(k));
    }
  }

  @Test
  void anEdgeBelongsToTheBinBelow() {
    for (int k = 1; k <= 15; k++) {
      double edge = k / 15.0;
      assertThat(binOf(edge)).as("%s", edge).isEqualTo(k - 1);
      assertThat(binOf(Math.nextDown(edge))).as("below %s", edge).isEqualTo(k - 1);
      if (k < 15) {
        assertThat(binOf(Math.nextUp(edge))).as("above %s", edge).isEqualTo(k);
      }
    }
  }

  @Test
  void zeroIsInTheFirstBinAndOneInTheLast() {
    assertThat(binOf(0)).isZero();
    assertThat(binOf(1)).isEqualTo(14);
  }

  private static int binOf(double p) {
    List<Reliability.Bin> bins =
        Reliability.of(new double[] {p}, new int[] {1}, new double[] {1}).bins();
    return IntStream.range(0, bins.size())
        .filter(k -> bins.get(k).count() == 1)
        .findFirst()
        .orElseThrow();
  }

  private static void same(@Nullable Double actual, JsonNode expected) {
    if (expected.isNull()) {
      assertThat(actual).isNull();
    } else {
      assertThat(actual).isCloseTo(expected.doubleValue(), Golden.EXACT);
    }
  }
}
