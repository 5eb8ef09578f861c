package io.twinhead.comparison;

import static io.twinhead.comparison.LockstepCases.ADAM;
import static io.twinhead.comparison.LockstepCases.NESTEROV;
import static io.twinhead.comparison.LockstepCases.RMSPROP;
import static io.twinhead.comparison.LockstepCases.SGD;
import static io.twinhead.comparison.LockstepCases.examples;
import static io.twinhead.comparison.LockstepCases.model;
import static io.twinhead.comparison.LockstepCases.plan;
import static io.twinhead.comparison.LockstepCases.trainings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import io.twinhead.config.Schedule;
import io.twinhead.config.TrainingConfig;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.dataset.Examples;
import io.twinhead.head.OutputHead;
import io.twinhead.model.Clip;
import io.twinhead.model.ModelSpec;
import io.twinhead.run.Json;
import io.twinhead.training.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

class LockstepTest {
  private static final int[] ROW = {30};
  private static final int[] SMALL_IMAGE = {12, 12, 1};
  private static final int[] IMAGE = {28, 28, 1};
  private static final int STEPS = 200;

  static List<Arguments> smallNetworks() {
    List<Arguments> all = new ArrayList<>();
    trainings("dense-small").forEach((name, model) -> all.add(Arguments.of(name, model, ROW)));
    trainings("dropout").forEach((name, model) -> all.add(Arguments.of(name, model, ROW)));
    trainings("tiny-cnn").forEach((name, model) -> all.add(Arguments.of(name, model, SMALL_IMAGE)));
    return all;
  }

  static List<Arguments> explainable() {
    return smallNetworks().stream()
        .filter(a -> LockstepKind.EXPLAINED.obstacle((ModelSpec) a.get()[1]).isEmpty())
        .toList();
  }

  /** One of each kind; networks on smaller images are trained in every way. */
  static List<Arguments> tinyCnns() {
    Set<String> some = Set.of("rmsprop", "adam l2", "nesterov norm", "rmsprop l2 norm");
    return trainings("tiny-cnn").entrySet().stream()
        .filter(e -> some.contains(e.getKey()))
        .map(e -> Arguments.of(e.getKey(), e.getValue()))
        .toList();
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("smallNetworks")
  void matchedHeadsStayTogetherInDouble(String name, ModelSpec model, int[] shape) {
    LockstepResult result = run(LockstepKind.MATCHED, model, DataType.DOUBLE, shape);
    assertThat(result.tolerance()).isEqualTo(1e-9);
    assertTogether(result, 1e-9);
    assertThat(result.maxAbsAntisymmetry()).isLessThan(1e-9);
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("smallNetworks")
  void matchedHeadsStayTogetherInFloat(String name, ModelSpec model, int[] shape) {
    LockstepResult result = run(LockstepKind.MATCHED, model, DataType.FLOAT, shape);
    assertThat(result.tolerance()).isEqualTo(1e-5);
    assertTogether(result, 1e-5);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tinyCnns")
  void matchedCnnsStayTogetherInFloat(String name, ModelSpec model) {
    assertTogether(run(LockstepKind.MATCHED, model, DataType.FLOAT, IMAGE), 1e-5);
  }

  @Test
  void matchedCnnsStayTogetherInDouble() {
    ModelSpec model = model("tiny-cnn", RMSPROP, 1e-2, 0, new Clip(0.3, null));
    assertTogether(run(LockstepKind.MATCHED, model, DataType.DOUBLE, IMAGE), 1e-9);
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("explainable")
  void aSigmoidFollowsNaiveSoftmaxInDouble(String name, ModelSpec model, int[] shape) {
    LockstepResult result = run(LockstepKind.EXPLAINED, model, DataType.DOUBLE, shape);
    assertThat(result.tolerance()).isEqualTo(1e-9);
    assertTogether(result, 1e-9);
  }

  @Test
  void singlePrecisionRoundsWhatIsMerged() {
    ModelSpec model = model("dense-small", SGD, 0, 0, null);
    LockstepResult result = run(LockstepKind.EXPLAINED, model, DataType.FLOAT, ROW);
    assertThat(result.holds()).isNull();
    assertThat(result.maxAbsProbabilityDifference()).isBetween(1e-9, 1e-5);
  }

  private static void assertTogether(LockstepResult result, double tolerance) {
    assertThat(result.holds()).isTrue();
    assertThat(result.steps()).isEqualTo(STEPS);
    assertThat(result.maxAbsProbabilityDifference()).isLessThan(tolerance);
    assertThat(result.maxAbsLossDifference()).isLessThan(tolerance);
    assertThat(result.maxAbsTrunkDistance()).isLessThan(tolerance);
  }

  @Test
  void matchedHeadsStayTogetherInTheReferenceEngine() {
    for (ModelSpec model :
        List.of(
            model("dropout", ADAM, 1e-2, 0, null),
            model("dropout", NESTEROV, 1e-2, 0, new Clip(0.3, null)))) {
      TrainingPlan plan = plan(model, 8, EngineName.REFERENCE);
      Examples rows = examples(40, 1, ROW);
      LockstepResult result =
          Lockstep.run(LockstepKind.MATCHED, plan, DataType.DOUBLE, STEPS, rows, rows.features());
      assertTogether(result, 1e-9);
    }
  }

  /** The last steps, after the last epoch, are taken at the last rate. */
  @ParameterizedTest
  @CsvSource({"'step,every=3,factor=0.5', 0", "'cosine,last=0.1', 1.5", "plateau, 2"})
  void matchedHeadsStayTogetherOnAScheduleWithALimit(String schedule, double warmup) {
    ModelSpec model = model("dropout", ADAM, 1e-2, 0, new Clip(0.3, null));
    TrainingConfig settings =
        TrainingConfig.of(new Said(16, Schedule.parse(schedule), warmup))
            .orElse(TrainingConfig.defaults(12, 12, 1));
    TrainingPlan plan = TrainingPlan.of(model, OutputHead.SIGMOID, settings, 1, "");
    Examples rows = examples(200, 1, ROW);
    LockstepResult result =
        Lockstep.run(LockstepKind.MATCHED, plan, DataType.DOUBLE, STEPS, rows, rows.features());
    assertTogether(result, 1e-9);
  }

  private record Said(Integer batchSize, Schedule schedule, Double warmup) {}

  @Test
  void naiveHeadsDriftApart() {
    ModelSpec model = model("dense-small", ADAM, 0, 0, null);
    LockstepResult result = run(LockstepKind.NAIVE, model, DataType.DOUBLE, ROW);
    assertThat(result.epochs().get(0).maxAbsProbabilityDifference()).isLessThan(0.02);
    assertThat(result.maxAbsProbabilityDifference()).isGreaterThan(0.02);
    assertThat(result.maxAbsAntisymmetry()).isGreaterThan(0.1);
    assertThat(result.tolerance()).isNull();
    assertThat(result.holds()).isNull();
  }

  static List<Arguments> counterexamples() {
    Clip norm = new Clip(0.3, null);
    return List.of(
        Arguments.of("adam l2", model("dense-small", ADAM, 1e-2, 0, null)),
        Arguments.of("rmsprop l2", model("dense-small", RMSPROP, 1e-2, 0, null)),
        Arguments.of("sgd norm", model("dense-small", SGD, 0, 0, norm)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("counterexamples")
  void equalPenaltiesOrLimitsDriveMatchedHeadsApart(String name, ModelSpec model) {
    LockstepResult result = run(LockstepKind.COUNTEREXAMPLE, model, DataType.DOUBLE, ROW);
    assertThat(result.maxAbsProbabilityDifference()).isGreaterThan(1e-3);
  }

  @Test
  void refusesToExplainAdaptiveUpdatersWithAPenalty() {
    assertThatThrownBy(
            () ->
                run(
                    LockstepKind.EXPLAINED,
                    model("dense-small", ADAM, 1e-2, 0, null),
                    DataType.DOUBLE,
                    ROW))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("l2 = 0.01 goes through an adaptive updater");
  }

  @Test
  void refusesACounterexampleWithNothingToDriveHeadsApart() {
    assertThatThrownBy(
            () ->
                run(
                    LockstepKind.COUNTEREXAMPLE,
                    model("dense-small", ADAM, 0, 0, new Clip(null, 0.1)),
                    DataType.DOUBLE,
                    ROW))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no penalty and no limit on norms");
  }

  @Test
  void recordsEveryPassAndTheEnd() {
    TrainingPlan plan = plan(model("dropout", SGD, 0, 0, null), 8, EngineName.COMPILED);
    Examples rows = examples(20, 1, ROW);
    LockstepResult result =
        Lockstep.run(LockstepKind.NAIVE, plan, DataType.DOUBLE, 8, rows, rows.features());
    assertThat(result.epochs()).extracting(LockstepEpoch::epoch).containsExactly(1, 2, 3);
    assertThat(result.epochs()).extracting(LockstepEpoch::steps).containsExactly(3, 6, 8);
    assertThat(result.steps()).isEqualTo(8);
  }

  @Test
  void takesTwoHundredStepsOrAPass() {
    TrainingPlan plan = plan(model("dropout", SGD, 0, 0, null), 8, EngineName.COMPILED);
    assertThat(Lockstep.steps(plan, examples(20, 1, 2))).isEqualTo(200);
    assertThat(Lockstep.steps(plan, examples(8 * 300 + 1, 1, 2))).isEqualTo(301);
  }

  @Test
  void isWrittenInSnakeCase() {
    ModelSpec model = model("logistic", RMSPROP, 0, 0, null);
    String json = Json.line(run(LockstepKind.MATCHED, model, DataType.FLOAT, ROW));
    assertThat(json)
        .contains(
            "\"name\":\"matched\",\"steps\":200,\"precision\":\"float\",\"updater\":\"rmsprop\"",
            "\"max_abs_probability_difference\":",
            "\"tolerance\":1.0E-5,\"holds\":true",
            "\"relative_trunk_distance\":0.0");
  }

  @ParameterizedTest
  @EnumSource(LockstepKind.class)
  void stopsWhenInterrupted(LockstepKind kind) {
    ModelSpec model = model("logistic", SGD, 0.1, 0, null);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run(kind, model, DataType.FLOAT, ROW))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  /** With a last batch smaller than the others. */
  private static LockstepResult run(
      LockstepKind kind, ModelSpec model, DataType type, int[] shape) {
    boolean image = shape.length == 3;
    TrainingPlan plan = plan(model, image ? 4 : 16, EngineName.COMPILED);
    Examples train = examples(image ? 42 : 200, 1, shape);
    Examples evaluation = examples(image ? 20 : 100, 2, shape);
    return Lockstep.run(kind, plan, type, STEPS, train, evaluation.features());
  }
}
