package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinhead.config.Yaml;
import io.twinhead.dataset.Examples;
import io.twinhead.engine.Batch;
import io.twinhead.engine.BufferGuard;
import io.twinhead.engine.Engine;
import io.twinhead.engine.EngineOptions;
import io.twinhead.engine.PlanRecord;
import io.twinhead.engine.ReferenceEngine;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Models;
import io.twinhead.model.Networks;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class DivergenceTest {
  private static final TrainingListener NOBODY = new TrainingListener() {};
  private static final int STEPS_PER_EPOCH = 4;

  @ParameterizedTest
  @ValueSource(ints = {16, 64}) // 64: one step, after which only validation can notice
  void saysWhatToDoWhenTheLossIsNoLongerANumber(int batchSize) {
    ModelSpec wild =
        Yaml.parse(
            "wild",
            """
            name: wild
            layers: [{dense: {units: 8}}, {dense: {units: 8}}]
            updater: {sgd: {learning-rate: 1.0e+30}}
            """,
            ModelSpec.class);
    assertThatExceptionOfType(Divergence.class)
        .isThrownBy(() -> Trainer.train(plan(wild, batchSize), clouds(64), clouds(30), NOBODY))
        .withMessageContaining("sigmoid head")
        .withMessageContaining("became")
        .withMessageContaining("--learning-rate")
        .withMessageContaining("No epoch had ended");
  }

  @Test
  void keepsTheWeightsOfTheBestEpochUntilThen() {
    Fault fault = new Fault(2 * STEPS_PER_EPOCH + 2, Double.NaN, Float.NaN);
    try (Trained trained = train(fault)) {
      assertThat(trained.history()).hasSize(2);
      assertThat(trained.bestEpoch()).isBetween(1, 2);
      assertThat(trained.divergence())
          .hasMessageContaining("epoch 3, step 2: the loss became NaN")
          .hasMessageContaining("--learning-rate");
      try (Trained undisturbed = train(new Fault(0, 0, 0))) {
        assertThat(trained.history().get(1).validationLoss())
            .isEqualTo(undisturbed.history().get(1).validationLoss());
      }
      double[] logits =
          ((BinaryPredictions) Batches.of(clouds(30)).predict(trained.engine())).logits();
      assertThat(logits).doesNotContain(Double.NaN);
      assertThatExceptionOfType(Divergence.class).isThrownBy(trained::requireCompleted);
      assertThat(fault.closed).isFalse();
    }
    assertThat(fault.closed).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NaN})
  void keepsNothingBeforeAnEpochHasEnded(double loss) {
    Fault fault = new Fault(STEPS_PER_EPOCH, loss, 0);
    assertThatExceptionOfType(Divergence.class)
        .isThrownBy(() -> train(fault))
        .withMessageContaining("epoch 1, step 4: the loss became " + loss)
        .withMessageContaining("No epoch had ended");
    assertThat(fault.closed).isTrue();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NEGATIVE_INFINITY, Float.NaN})
  void noticesWeightsThatAreNoNumbersByTheEndOfTheEpoch(float weight) {
    Fault fault = new Fault(2 * STEPS_PER_EPOCH, 0.1, weight);
    try (Trained trained = train(fault)) {
      assertThat(trained.history()).hasSize(1);
      assertThat(trained.divergence())
          .hasMessageContaining("validation after epoch 2: the sum of the network's parameters");
    }
  }

  @Test
  void closesTheEngineWhenInterrupted() {
    Fault fault = new Fault(0, 0, 0);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> train(fault));
    assertThat(Thread.interrupted()).isFalse();
    assertThat(fault.closed).isTrue();
  }

  private static Trained train(Fault fault) {
    return Trainer.train(
        plan(Models.find("dense-small"), 16), fault, null, clouds(64), clouds(30), NOBODY);
  }

  private static Examples clouds(int rows) {
    return Clouds.of(rows, rows, 1);
  }

  private static TrainingPlan plan(ModelSpec model, int batchSize) {
    return new TrainingPlan(
        model, OutputHead.SIGMOID, 4, 4, batchSize, EngineOptions.REFERENCE, 1, 2, 3);
  }

  /** An engine that goes wrong in one step. */
  private static final class Fault implements Engine {
    private final Engine engine;
    private final int at;
    private final double loss;
    private final float weight;
    private int steps;
    private boolean closed;

    /**
     * Sound but for step {@code at}, from 1 on, which returns {@code loss} and leaves {@code
     * weight} among the network's.
     */
    Fault(int at, double loss, float weight) {
      MultiLayerNetwork network =
          BufferGuard.keeping(
              () ->
                  Networks.create(
                      Models.find("dense-small"), OutputHead.SIGMOID, new int[] {2}, 1));
      this.engine = new ReferenceEngine(network, OutputHead.SIGMOID, new int[] {2}, 3);
      this.at = at;
      this.loss = loss;
      this.weight = weight;
    }

    @Override
    public void goOn(long steps, int rows) {
      engine.goOn(steps, rows);
    }

    @Override
    public double step(Batch batch) {
      double sound = engine.step(batch);
      if (++steps != at) {
        return sound;
      }
      INDArray parameters = network().params();
      parameters.putScalar(0, weight);
      return loss;
    }

    @Override
    public double[] logits(float[] features, int rows) {
      return engine.logits(features, rows);
    }

    @Override
    public OutputHead head() {
      return engine.head();
    }

    @Override
    public MultiLayerNetwork network() {
      return engine.network();
    }

    @Override
    public PlanRecord plan() {
      return engine.plan();
    }

    @Override
    public void close() {
      closed = true;
      engine.close();
    }
  }
}
