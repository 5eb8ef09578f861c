package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the training part: a line of {@code metrics.jsonl}.
 *
 * @param epoch from 1 on
 * @param trainLoss mean cross-entropy of the pass's batches in nats, each before its update; of
 *     labels that may overlap the mean over labels too; of a sigmoid unit for each of several
 *     classes the sum over units
 * @param validationLoss log loss of the validation part after the pass, in nats; of several classes
 *     that of the normalised probabilities, whatever the head, so that both stop by the same
 *     measure
 * @param metrics of the validation part by key, null where undefined; and {@code saturated}, the
 *     share of rows with a saturated unit; and {@code learning_rate}, the updater's in the last
 *     step
 * @param samplesPerSecond of the training steps
 * @param seconds for the whole epoch, validation included
 * @param idle share of the time of steps in which the engine had no batch to work on; what its own
 *     threads do for the next batch within a step is part of the step
 */
public record Epoch(
    int epoch,
    double trainLoss,
    double validationLoss,
    @JsonAnyGetter @JsonAnySetter Map<String, @Nullable Double> metrics,
    double samplesPerSecond,
    double seconds,
    double idle) {
  public Epoch {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
