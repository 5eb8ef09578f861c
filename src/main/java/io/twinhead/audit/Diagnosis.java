package io.twinhead.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a run made of its head.
 *
 * @param head in words
 * @param rows that were looked at
 * @param weighedByClass whether they weigh what their classes weighed in training; if so, all that
 *     follows is by these weights and without a calibration
 * @param logLoss the mean of the head's loss on them, in nats, calibration included; of several
 *     sigmoid units, the mean of the sum of theirs
 * @param entropy log loss of always predicting their class shares
 * @param uniform log loss of always predicting one half, or equal shares
 * @param bestValidationLoss of all epochs
 * @param lastValidationLoss above the best where the training went on to overfit
 * @param antisymmetry of two softmax logits: the mean of |z0 + z1| as a share of that of |z1 - z0|;
 *     0 if they are each other's negatives (claim S14)
 * @param stockLoss what DL4J's own loss makes of the same logits; absent where it has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Diagnosis(
    String head,
    int rows,
    boolean weighedByClass,
    double logLoss,
    double entropy,
    double uniform,
    @Nullable Double bestValidationLoss,
    @Nullable Double lastValidationLoss,
    @Nullable Double antisymmetry,
    Saturation saturation,
    @Nullable StockLoss stockLoss) {}
