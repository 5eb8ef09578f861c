package io.twinhead.engine;

import static io.twinhead.engine.TestNetwork.batchNorm;
import static io.twinhead.engine.TestNetwork.conv;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.maxPool;
import static io.twinhead.engine.TestNetwork.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.PlanConfig;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.head.OutputHead;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an engine decides by measuring, or takes from an earlier run. */
class TunerTest {
  private static final int ROWS = 6;
  private static final TestNetwork DENSE =
      new TestNetwork("dense", TestNetwork.ROW, dense(9, relu()));

  /** Of its convolutions, only the last has input channels enough for Winograd's algorithm. */
  private static final TestNetwork CNN =
      new TestNetwork("cnn", new int[] {20, 20, 3}, conv(4), conv(32), conv(32), maxPool());

  @Test
  void takesThePlanOfAnEarlierRun() {
    PlanConfig plan = new PlanConfig("nd4j", 3, 2, List.of());
    assertThat(decided(DENSE, given(plan)).toConfig()).isEqualTo(plan);
    assertThat(decided(CNN, given(plan)).toConfig()).isEqualTo(plan);
  }

  @Test
  void takesTheWinogradConvolutionsOfAnEarlierRunAndChecksThem() {
    assumeThat(DnnlLibrary.loads()).isTrue();
    PlanConfig plan = new PlanConfig("onednn", 2, 2, List.of("conv2 forward"));
    PlanRecord decided = decided(CNN, given(plan));
    assertThat(decided.toConfig()).isEqualTo(plan);
    assertThat(decided.gradientError()).isBetween(0.0, Tuner.LARGEST_ERROR);
  }

  @Test
  void cutsAPlanToTheRowsThereAre() {
    PlanConfig plan = new PlanConfig("nd4j", 40, 2, List.of());
    PlanConfig fitting = new PlanConfig("nd4j", ROWS, 2, List.of());
    assertThat(decided(DENSE, given(plan)).toConfig()).isEqualTo(fitting);
  }

  @Test
  void cutsNoBatchThatIsNormalised() {
    TestNetwork normalised =
        new TestNetwork("", TestNetwork.ROW, dense(9, relu()), batchNorm(), dense(5, relu()));
    PlanConfig plan = new PlanConfig("nd4j", 3, 2, List.of());
    assertThat(decided(normalised, given(plan)).slices()).isEqualTo(1);
  }

  /** A plan is from other options, or written by hand: what the user says now wins. */
  @Test
  void doesWithoutOneDnnIfToldTo() {
    PlanConfig onednn = new PlanConfig("onednn", 1, 1, List.of("conv2 forward"));
    for (PlanConfig plan : new @Nullable PlanConfig[] {null, onednn}) {
      PlanRecord decided = decided(CNN, options(Kernels.ND4J, Convolution.AUTO, plan));
      assertThat(decided.kernels()).isEqualTo("nd4j");
      assertThat(decided.winograd()).isEmpty();
      assertThat(decided.gradientError()).isNull();
    }
  }

  @Test
  void convolvesDirectlyIfToldTo() {
    PlanConfig winograd = new PlanConfig("onednn", 1, 1, List.of("conv2 forward"));
    EngineOptions direct = options(Kernels.AUTO, Convolution.DIRECT, winograd);
    assertThat(decided(CNN, direct).winograd()).isEmpty();
  }

  /** Not the reordering of their weights, or convolutions that would be direct all the same. */
  @Test
  void recordsConvolutionsThatRunByWinogradsAlgorithm() {
    OutputHead head = OutputHead.SIGMOID;
    Batch batch = TestBatches.random(CNN.shape(), head, ROWS, 1);
    EngineOptions free = options(Kernels.AUTO, Convolution.AUTO, null);
    try (Engine engine = Engines.create(CNN.create(head), head, CNN.shape(), 1, free)) {
      engine.step(batch);
      String kernels =
          engine.explain(batch, 1).stream()
              .map(cost -> cost.name() + " by " + cost.kernel())
              .collect(Collectors.joining("\n"));
      assertThat(engine.plan().winograd())
          .doesNotHaveDuplicates()
          .allSatisfy(name -> assertThat(kernels).containsPattern(name + " by onednn .*wino"))
          .allMatch(name -> name.matches("conv2 (forward|weight gradient|input gradient)"));
    }
  }

  /** A pair of trainings runs alike. */
  @Test
  void decidesOnceForBothHeads() {
    EngineOptions free = new EngineOptions(EngineName.COMPILED, Kernels.AUTO, Convolution.AUTO, 0);
    PlanRecord first = decided(CNN, OutputHead.SIGMOID, free);
    Logger logger = (Logger) LoggerFactory.getLogger(Tuner.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    try {
      assertThat(decided(CNN, OutputHead.SOFTMAX, free)).isEqualTo(first);
      assertThat(log.list).as("measurements").isEmpty();
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
  }

  @Test
  void runsOneDnnInTestsThatAskForIt() {
    assumeThat(DnnlLibrary.loads()).isTrue();
    EngineOptions options = TestEngines.options(CNN.shape(), Kernels.AUTO, 2);
    assertThat(decided(CNN, options).toConfig())
        .isEqualTo(new PlanConfig("onednn", 2, 2, List.of()));
  }

  private static EngineOptions given(PlanConfig plan) {
    return options(Kernels.AUTO, Convolution.AUTO, plan);
  }

  private static EngineOptions options(
      Kernels kernels, Convolution convolution, @Nullable PlanConfig plan) {
    int threads = plan == null ? 1 : plan.threads();
    return new EngineOptions(EngineName.COMPILED, kernels, convolution, threads, plan);
  }

  private static PlanRecord decided(TestNetwork test, EngineOptions options) {
    return decided(test, OutputHead.SIGMOID, options);
  }

  private static PlanRecord decided(TestNetwork test, OutputHead head, EngineOptions options) {
    try (Engine engine = Engines.create(test.create(head), head, test.shape(), 1, options)) {
      engine.step(TestBatches.random(test.shape(), head, ROWS, 1));
      return engine.plan();
    }
  }
}
