package io.twinhead.comparison;

/**
 * How far apart two networks are after a pass over the examples, or at the end.
 *
 * @param epoch the pass, from 1
 * @param steps taken so far
 * @param maxAbsProbabilityDifference over the evaluation rows
 * @param maxAbsLossDifference over the steps since the record before
 * @param maxAbsAntisymmetry max |z0 + z1| over the evaluation rows, z the softmax units' logits: 0
 *     if each is the other's negative
 * @param maxAbsTrunkDistance over the parameters before the output layer
 * @param relativeTrunkDistance |t - t'| / |t| in the Euclidean norm, t the sigmoid network's trunk
 *     and t' the softmax network's
 */
public record LockstepEpoch(
    int epoch,
    int steps,
    double maxAbsProbabilityDifference,
    double maxAbsLossDifference,
    double maxAbsAntisymmetry,
    double maxAbsTrunkDistance,
    double relativeTrunkDistance) {}
