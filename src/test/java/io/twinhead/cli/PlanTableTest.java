package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.engine.OpCost;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTableTest {
  private static final List<OpCost> OPS =
      List.of(
          new OpCost(
              "forward",
              "conv0",
              "onednn jit:avx512",
              "32x8x8x3 -> 32x6x6x4",
              2_000_000,
              6_000_000_000L,
              30),
          new OpCost("forward", "pool0", "onednn", "32x6x6x4 -> 32x3x3x4", 1_000_000, 0, 10),
          new OpCost(
              "backward",
              "conv0 weights",
              "nd4j conv2d_bp",
              "a very " + "long ".repeat(20),
              3_000_000,
              12_000_000_000L,
              59),
          new OpCost("update", "rmsprop", "nd4j rms_prop_updater", "1000", 0, 0, 1));

  @Test
  void showsRatesAndSharesAndTheTotalsOfEachPhase() {
    List<String> lines = PlanTable.of(OPS).lines().map(PlanTableTest::squeezed).toList();
    assertThat(lines)
        .containsExactly(
            "phase operation kernel MB GFLOP ms GFLOP/s share shapes",
            "forward conv0 onednn jit:avx512 2.000 6.00 30.0 200 30.0 % 32x8x8x3 -> 32x6x6x4",
            "forward pool0 onednn 1.000 0.00 10.0 - 10.0 % 32x6x6x4 -> 32x3x3x4",
            "backward conv0 weights nd4j conv2d_bp 3.000 12.00 59.0 203 59.0 % "
                + ("a very " + "long ".repeat(20)).strip(),
            "update rmsprop nd4j rms_prop_updater 0.000 0.00 1.0 - 1.0 % 1000",
            "",
            "forward 3.000 6.00 40.0 150 40.0 %",
            "backward 3.000 12.00 59.0 203 59.0 %",
            "update 0.000 0.00 1.0 - 1.0 %",
            "all 6.000 18.00 100.0 180 100.0 %");
  }

  @Test
  void alignsWhatComesBeforeTheShapes() {
    List<String> lines = PlanTable.of(OPS).lines().filter(line -> line.contains(" %")).toList();
    assertThat(lines)
        .extracting(line -> line.indexOf(" %"))
        .containsOnly(lines.get(0).indexOf(" %"));
  }

  @Test
  void saysThatTheReferenceEngineHasNoPlan() {
    assertThat(PlanTable.of(List.of())).isEqualTo("DL4J's fit has no plan to print.\n");
  }

  private static String squeezed(String line) {
    return line.strip().replaceAll(" +", " ");
  }
}
