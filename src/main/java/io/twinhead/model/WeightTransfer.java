package io.twinhead.model;

import io.twinhead.config.InitPart;
import io.twinhead.head.OutputHead;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Copies what one network has learnt into another. */
public final class WeightTransfer {
  /** The pair that follows the unit, with any updater. */
  private static final HeadConversion.Convention CONVENTION =
      HeadConversion.Convention.ANTISYMMETRIC;

  private WeightTransfer() {}

  /**
   * Copies weights; the two heads for two classes are converted into each other. Of {@link
   * InitPart#BOTH} the updater's state goes along, so that training goes on, unless the same head
   * has another updater, which starts afresh.
   *
   * @throws IllegalArgumentException if the parts differ in size
   */
  public static void copy(
      MultiLayerNetwork from,
      OutputHead fromHead,
      MultiLayerNetwork to,
      OutputHead toHead,
      InitPart part) {
    boolean sameHead = fromHead.base().equals(toHead.base());
    switch (part) {
      case TRUNK -> copy(trunk(from), trunk(to));
      case HEAD -> copy(sameHead ? head(from) : converted(from, fromHead, toHead), head(to));
      case BOTH -> {
        if (sameHead) {
          copy(from.params(), to.params());
          continueUpdates(from, to);
        } else {
          HeadConversion.convert(from, fromHead.base(), to, toHead.base(), CONVENTION);
        }
      }
    }
  }

  private static INDArray converted(
      MultiLayerNetwork from, OutputHead fromHead, OutputHead toHead) {
    return HeadConversion.head(from, fromHead.base(), toHead.base(), CONVENTION);
  }

  /** A view; null if there are no layers below the head that have parameters. */
  private static @Nullable INDArray trunk(MultiLayerNetwork network) {
    long length = network.numParams() - network.getOutputLayer().numParams();
    return length == 0 ? null : part(network, 0, length);
  }

  private static INDArray head(MultiLayerNetwork network) {
    long length = network.getOutputLayer().numParams();
    return part(network, network.numParams() - length, network.numParams());
  }

  private static INDArray part(MultiLayerNetwork network, long from, long to) {
    INDArray all = network.params();
    return all.reshape(all.length()).get(NDArrayIndex.interval(from, to));
  }

  private static void copy(@Nullable INDArray from, @Nullable INDArray to) {
    long before = from == null ? 0 : from.length();
    long after = to == null ? 0 : to.length();
    if (before != after) {
      throw new IllegalArgumentException("%d parameters do not become %d".formatted(before, after));
    }
    if (from != null && to != null) {
      to.assign(from);
    }
  }

  /** Another rule starts afresh. */
  private static void continueUpdates(MultiLayerNetwork from, MultiLayerNetwork to) {
    INDArray state = from.getUpdater().getStateViewArray();
    INDArray target = to.getUpdater().getStateViewArray();
    if (!rule(from).equals(rule(to))) {
      return;
    }
    if (state != null && target != null) { // some rules have none
      target.assign(state);
    }
    to.setIterationCount(from.getIterationCount());
    to.setEpochCount(from.getEpochCount());
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
