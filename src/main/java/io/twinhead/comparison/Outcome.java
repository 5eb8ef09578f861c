package io.twinhead.comparison;

import io.twinhead.config.PlanConfig;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import io.twinhead.training.Epoch;
import io.twinhead.training.Judgement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one training achieved on its held-out part.
 *
 * @param seed the user's seed
 * @param fold from 1 on
 * @param arm which training
 * @param knownRows number of rows it learnt from, those of validation included
 * @param rows of the held-out part in the data set
 * @param predictions for those rows, in that order
 * @param metrics of the predictions
 * @param history every epoch
 * @param bestEpoch the epoch whose weights were kept, from 1 on
 * @param judgement of the loss
 * @param seconds for the training
 * @param parameters of the whole network
 * @param headParameters of its output layer
 * @param engine that ran the steps
 * @param plan what the engine decided by measuring; null if it decides nothing
 */
@SuppressWarnings("ArrayRecordComponent") // row numbers for loops; never compared
public record Outcome(
    long seed,
    int fold,
    Arm arm,
    int knownRows,
    int[] rows,
    Predictions predictions,
    Map<Metric, Score> metrics,
    List<Epoch> history,
    int bestEpoch,
    Judgement judgement,
    double seconds,
    long parameters,
    long headParameters,
    String engine,
    @Nullable PlanConfig plan) {

  /** The same in another role. */
  private Outcome as(Arm role) {
    return new Outcome(
        seed,
        fold,
        role,
        knownRows,
        rows,
        predictions,
        metrics,
        history,
        bestEpoch,
        judgement,
        seconds,
        parameters,
        headParameters,
        engine,
        plan);
  }

  /** Of the outcomes of all arms, those of training both heads with the same settings. */
  static List<Outcome> naive(List<Outcome> all) {
    return all.stream().filter(outcome -> outcome.arm != Arm.MATCHED).toList();
  }

  /** Of the outcomes of all arms, those with the matched softmax head in the place of the other. */
  static List<Outcome> matched(List<Outcome> all) {
    return all.stream()
        .filter(outcome -> outcome.arm != Arm.SOFTMAX)
        .map(outcome -> outcome.arm == Arm.MATCHED ? outcome.as(Arm.SOFTMAX) : outcome)
        .toList();
  }
}
