package io.twinhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.comparison.Arm;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Threshold;
import io.twinhead.run.Json;
import io.twinhead.training.Epoch;
import io.twinhead.training.Judgement;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ChartDataTest {
  private static final BinaryPredictions PREDICTIONS =
      BinaryPredictions.of(new double[] {-2, -1, 1, 3}, new int[] {0, 1, 0, 1});

  @Test
  void holdsEveryThresholdFromZeroToOne() throws Exception {
    JsonNode steps = head(PREDICTIONS, run(0.5, 0.4)).get("decisions");
    assertThat(steps).hasSize(101);
    assertThat(cells(steps.get(0))).isEqualTo("[\"0\",\"2\",\"0\",\"2\"]");
    assertThat(cells(steps.get(50))).isEqualTo("[\"1\",\"1\",\"1\",\"1\"]");
    assertThat(cells(steps.get(100))).isEqualTo("[\"2\",\"0\",\"2\",\"0\"]");
    assertThat(steps.get(50).get("scores").toString())
        .isEqualTo("[\"0.5000\",\"0.5000\",\"0.5000\",\"0.5000\",\"0.5000\",\"0.0000\"]");
    assertThat(steps.get(100).get("scores").toString())
        .isEqualTo("[\"0.5000\",\"0.5000\",\"-\",\"0.0000\",\"0.0000\",\"-\"]");
  }

  @Test
  void takesAProbabilityOfExactlyOneAtTheHighestThreshold() throws Exception {
    BinaryPredictions sure = BinaryPredictions.of(new double[] {1000, -1000}, new int[] {1, 0});
    JsonNode steps = head(sure, run(0.5)).get("decisions");
    assertThat(cells(steps.get(100))).isEqualTo("[\"1\",\"0\",\"0\",\"1\"]");
    assertThat(cells(steps.get(0))).isEqualTo("[\"0\",\"1\",\"0\",\"1\"]");
  }

  @Test
  void countsWeightsThatAreNotWhole() throws Exception {
    BinaryPredictions weighed =
        new BinaryPredictions(new double[] {1, 1}, new int[] {1, 1}, new double[] {0.5, 1.25});
    assertThat(cells(head(weighed, run(0.5)).get("decisions").get(50)))
        .isEqualTo("[\"0\",\"0\",\"0\",\"1.8\"]");
  }

  @Test
  void leavesOutCurvesThatOneClassDoesNotHave() throws Exception {
    JsonNode head = head(BinaryPredictions.of(new double[] {-2, -1}, new int[] {0, 0}), run(0.5));
    assertThat(head.at("/curves/0/roc")).isEmpty();
    assertThat(head.at("/curves/0/precision_recall")).isEmpty();
    assertThat(head.get("reliability")).hasSize(15);
    assertThat(head.get("reliability").get(14).get("predicted").isNull()).isTrue();
  }

  @Test
  void keepsATrainingThatStoppedInTheMean() throws Exception {
    JsonNode head = head(PREDICTIONS, run(0.6, 0.4), run(0.8, 0.6, 0.2, 0.1));
    assertThat(head.get("mean_validation").toString()).isEqualTo("[0.7,0.5,0.3,0.25]");
    assertThat(head.get("runs").get(0).get("validation").toString()).isEqualTo("[0.6,0.4]");
  }

  @Test
  void cutsRunawayLossesAtTwiceTheBaseline() {
    assertThat(ceiling(run(0.5, 0.3))).isEqualTo(0.8);
    assertThat(ceiling(run(0.95))).isEqualTo(1);
    assertThat(ceiling(run(90, 0.5))).isEqualTo(1.5);
    assertThat(LossCeiling.cuts(List.of(result(PREDICTIONS, run(90, 0.5))), 1.5)).isTrue();
  }

  @Test
  void keepsThePagesOfFifteenTrainingsSmall() {
    List<HeadResult> heads =
        List.of(
            HeadResult.of(Trainings.outcomes(3, 5), Arm.SIGMOID),
            HeadResult.of(Trainings.outcomes(3, 5), Arm.SOFTMAX));
    assertThat(Json.line(ChartData.of(heads))).hasSizeLessThan(200_000);
  }

  private static double ceiling(Run... runs) {
    return ChartData.of(List.of(result(PREDICTIONS, runs))).lossCeiling();
  }

  private static String cells(JsonNode decisions) {
    return decisions.get("cells").toString();
  }

  private static JsonNode head(BinaryPredictions predictions, Run... runs) throws Exception {
    String json = Json.line(ChartData.of(List.of(result(predictions, runs))));
    return new ObjectMapper().readTree(json).get("heads").get(0);
  }

  private static HeadResult result(BinaryPredictions predictions, Run... runs) {
    return new HeadResult(
        "sigmoid",
        List.of(runs),
        predictions,
        Threshold.HALF,
        Metrics.of(predictions, Threshold.HALF),
        List.of());
  }

  private static Run run(double... losses) {
    List<Epoch> history =
        DoubleStream.of(losses)
            .mapToObj(loss -> new Epoch(1, loss, loss, Map.of(), 1000, 0.1, 0))
            .toList();
    return new Run("", history, 1, new Judgement(Judgement.Kind.LEARNS, "learns"));
  }
}
