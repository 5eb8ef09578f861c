package io.twinhead.training;

import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;

/**
 * One training, fully decided.
 *
 * @param model the trunk and its updater
 * @param head the output head
 * @param epochs at most this many passes
 * @param patience epochs without a lower validation loss before stopping
 * @param batchSize examples per step; the last batch of a pass may be smaller
 * @param initSeed seed of the initial weights
 * @param orderSeed seed of the order of examples
 * @param dropoutSeed seed of the dropout masks
 */
public record TrainingPlan(
    ModelSpec model,
    OutputHead head,
    int epochs,
    int patience,
    int batchSize,
    long initSeed,
    long orderSeed,
    long dropoutSeed) {}
