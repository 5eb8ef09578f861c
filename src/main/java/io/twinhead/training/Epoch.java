package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the training part: a line of {@code metrics.jsonl}.
 *
 * @param epoch from 1 on
 * @param trainLoss mean cross-entropy of the pass's batches in nats, each before its update
 * @param validationLoss mean cross-entropy of the validation part after the pass, in nats
 * @param metrics of the validation part by key, null where undefined
 * @param samplesPerSecond of the training steps
 * @param seconds for the whole epoch, validation included
 */
public record Epoch(
    int epoch,
    double trainLoss,
    double validationLoss,
    @JsonAnyGetter Map<String, @Nullable Double> metrics,
    double samplesPerSecond,
    double seconds) {
  public Epoch {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
