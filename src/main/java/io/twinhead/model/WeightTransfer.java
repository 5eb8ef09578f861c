package io.twinhead.model;

import io.twinhead.config.InitPart;
import io.twinhead.head.OutputHead;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Copies what one network has learnt into another. */
public final class WeightTransfer {
  private WeightTransfer() {}

  /**
   * Copies weights. Of {@link InitPart#BOTH} the updater's state goes along, so that training goes
   * on; the two heads for two classes are converted into each other.
   *
   * @throws IllegalArgumentException if the parts differ in size
   */
  public static void copy(
      MultiLayerNetwork from,
      OutputHead fromHead,
      MultiLayerNetwork to,
      OutputHead toHead,
      InitPart part) {
    if (part == InitPart.BOTH && !fromHead.base().equals(toHead.base())) {
      HeadConversion.convert(
          from, fromHead.base(), to, toHead.base(), HeadConversion.Convention.ANTISYMMETRIC);
      return;
    }
    long fromHeadLength = from.getOutputLayer().numParams();
    long toHeadLength = to.getOutputLayer().numParams();
    long fromTrunk = from.numParams() - fromHeadLength;
    long toTrunk = to.numParams() - toHeadLength;
    switch (part) {
      case TRUNK -> copy(from.params(), 0, to.params(), 0, fromTrunk, toTrunk);
      case HEAD ->
          copy(from.params(), fromTrunk, to.params(), toTrunk, fromHeadLength, toHeadLength);
      case BOTH -> {
        copy(from.params(), 0, to.params(), 0, from.numParams(), to.numParams());
        continueUpdates(from, to);
      }
    }
  }

  private static void copy(
      INDArray from, long fromStart, INDArray to, long toStart, long fromLength, long toLength) {
    if (fromLength != toLength) {
      throw new IllegalArgumentException(
          "%d parameters do not become %d".formatted(fromLength, toLength));
    }
    INDArray source = from.reshape(from.length());
    INDArray target = to.reshape(to.length());
    target
        .get(NDArrayIndex.interval(toStart, toStart + toLength))
        .assign(source.get(NDArrayIndex.interval(fromStart, fromStart + fromLength)));
  }

  /** A rule without a state, or with another, starts afresh. */
  private static void continueUpdates(MultiLayerNetwork from, MultiLayerNetwork to) {
    INDArray state = from.getUpdater().getStateViewArray();
    INDArray target = to.getUpdater().getStateViewArray();
    if (state != null && target != null && rule(from).equals(rule(to))) {
      target.assign(state);
      to.setIterationCount(from.getIterationCount());
    }
  }

  private static Class<?> rule(MultiLayerNetwork network) {
    return ((MultiLayerUpdater) network.getUpdater())
        .getUpdaterBlocks()
        .get(0)
        .getGradientUpdater()
        .getConfig()
        .getClass();
  }
}
