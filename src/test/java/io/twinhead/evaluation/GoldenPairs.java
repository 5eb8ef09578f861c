package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** Compares a paired result with the golden one. */
final class GoldenPairs {
  private GoldenPairs() {}

  static void assertSame(PairedResult result, JsonNode golden) {
    assertThat(result.difference()).isCloseTo(golden.get("difference").doubleValue(), Golden.EXACT);
    assertThat(result.ci90().ends())
        .containsExactly(Golden.doubles(golden.get("ci90")), Golden.EXACT);
    assertThat(result.ci95().ends())
        .containsExactly(Golden.doubles(golden.get("ci95")), Golden.EXACT);
    assertThat(result.pValue()).isCloseTo(golden.get("p_value").doubleValue(), Golden.EXACT);
  }
}
