package io.twinhead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.InputException;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.head.OutputHead;
import io.twinhead.model.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTest {
  private static final EngineOptions FIRST = EngineOptions.DEFAULT;
  private static final EngineOptions SECOND = EngineOptions.REFERENCE;

  private final List<String> turns = new ArrayList<>();
  private long nanos;

  @Test
  void measuresTheReferenceEngine() {
    BenchResult result = Bench.run(plan(6, List.of(SECOND), true));
    assertThat(result.model()).isEqualTo("dense-small");
    assertThat(result.input()).containsExactly(8);
    assertThat(result.head()).isEqualTo("softmax");
    assertThat(result.threads()).isEqualTo(1);
    assertThat(result.ratio()).isNull();
    assertThat(result.ops()).isEmpty();
    BenchResult.Measured only = result.results().get(0);
    assertThat(only.engine()).isEqualTo("reference");
    assertThat(only.readySeconds()).isBetween(0.0, 60.0);
    assertThat(only.trainMsPerStep().best())
        .isPositive()
        .isLessThanOrEqualTo(only.trainMsPerStep().median());
    assertThat(only.trainSamplesPerSecond())
        .isCloseTo(4e3 / only.trainMsPerStep().median(), within(1e-6));
    double flops = 4 * (3 * 2 * (8 * 64 + 64 * 32 + 32 * 2) - 2 * 8 * 64);
    assertThat(result.fractionOfGemm())
        .isCloseTo(
            flops / (only.trainMsPerStep().median() * 1e6) / result.gemmGflops(), within(1e-12));
    if (Files.isWritable(Path.of("/proc/self/clear_refs"))) {
      assertThat(only.peakRssMb()).isBetween(50.0, 100_000.0);
    }
  }

  @Test
  void makesTheSecondEngineOnlyAfterTheFirstOnesFirstTurnAndThenAlternates() {
    measure(plan(10, List.of(FIRST, SECOND), false));
    List<String> changes = new ArrayList<>();
    for (String turn : turns) {
      if (changes.isEmpty() || !changes.get(changes.size() - 1).equals(turn)) {
        changes.add(turn);
      }
    }
    assertThat(String.join(" ", changes)).isEqualTo("compiled reference ".repeat(5) + "closed");
  }

  @Test
  void comparesMediansAndTellsTheFirstEnginesThreadsAndOperations() {
    BenchResult result = measure(plan(11, List.of(FIRST, SECOND), true));
    assertThat(result.threads()).isEqualTo(1);
    BenchResult.Measured first = result.results().get(0);
    assertThat(first.engine()).isEqualTo("compiled");
    assertThat(first.readySeconds()).isEqualTo(0.05);
    assertThat(first.trainMsPerStep()).isEqualTo(new BenchResult.Times(50, 50));
    assertThat(first.trainSamplesPerSecond()).isEqualTo(80);
    assertThat(first.inferSamplesPerSecond()).isEqualTo(160);
    assertThat(result.results().get(1).engine()).isEqualTo("reference");
    assertThat(result.ratio()).isEqualTo(new BenchResult.Ratio(4, 4));
    assertThat(result.ops()).extracting(OpCost::name).containsExactly("dense0");
  }

  /** Beside the timed ones: the first step, and 300 ms of each kind to warm up. */
  @ParameterizedTest
  @CsvSource({"COMPILED, 100", "REFERENCE, 25"})
  void takesAboutFiveSecondsUnlessToldOtherwise(EngineName engine, int steps) {
    EngineOptions options = engine == EngineName.COMPILED ? FIRST : SECOND;
    measure(plan(null, List.of(options), false));
    int step = options == FIRST ? 50 : 200;
    int warmUp = 1 + ceiling(300, step) + ceiling(300, step / 2);
    assertThat(turns).hasSize(warmUp + 2 * steps + 1);
  }

  @Test
  void namesAModelThatCannotTakeTheExamples() {
    BenchPlan plan =
        new BenchPlan(
            Models.find("tiny-cnn"),
            List.of(4, 4, 1),
            2,
            OutputHead.SIGMOID,
            1,
            List.of(SECOND),
            false);
    assertThatThrownBy(() -> Bench.run(plan))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("4x4");
  }

  @Test
  void refusesAPlanThatCannotBeRun() {
    assertThatThrownBy(() -> plan(0, List.of(FIRST), false)).hasMessageContaining("steps = 0");
    assertThatThrownBy(() -> plan(1, List.of(), false)).hasMessageContaining("no engine");
    assertThatThrownBy(
            () ->
                new BenchPlan(
                    Models.find("small-cnn"),
                    List.of(50_000, 50_000, 3),
                    32,
                    OutputHead.SIGMOID,
                    null,
                    List.of(FIRST),
                    false))
        .hasMessageContaining("a batch of 32 examples of [50000, 50000, 3]");
  }

  private static BenchPlan plan(
      @Nullable Integer steps, List<EngineOptions> engines, boolean explain) {
    return new BenchPlan(
        Models.find("dense-small"), List.of(8), 4, OutputHead.SOFTMAX, steps, engines, explain);
  }

  private BenchResult measure(BenchPlan plan) {
    return Bench.run(
        plan,
        options -> new Slow(options.engine().toString(), options == FIRST ? 50 : 200),
        () -> nanos);
  }

  private static int ceiling(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** Moves the clock by a fixed time in training, and by half of it in inference. */
  private final class Slow implements Engine {
    private final String name;
    private final long millis;

    Slow(String name, long millis) {
      this.name = name;
      this.millis = millis;
    }

    @Override
    public void goOn(long steps, int rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double step(Batch batch) {
      turns.add(name);
      nanos += millis * 1_000_000;
      return 0;
    }

    @Override
    public double[] logits(float[] features, int rows) {
      turns.add(name);
      nanos += millis * 500_000;
      return new double[rows];
    }

    @Override
    public List<OpCost> explain(Batch batch, int steps) {
      return List.of(new OpCost("forward", "dense0", "gemm", "4x8 8x64", 10, 20, 0.1));
    }

    @Override
    public OutputHead head() {
      return OutputHead.SOFTMAX;
    }

    @Override
    public MultiLayerNetwork network() {
      throw new UnsupportedOperationException();
    }

    @Override
    public PlanRecord plan() {
      return new PlanRecord(name, "none", 1, 1, List.of(), null);
    }

    @Override
    public void close() {
      turns.add("closed");
    }
  }
}
