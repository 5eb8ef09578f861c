package io.twinhead.training;

import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a trained network on the test part, in one pass over it.
 *
 * @param predictions with class weights undone, if that was asked for
 * @param metrics of the predictions, at threshold one half
 * @param antisymmetry of two softmax logits, see {@link Antisymmetry}; null for other heads
 */
public record Tested(
    Predictions predictions, Map<Metric, Score> metrics, @Nullable Double antisymmetry) {}
