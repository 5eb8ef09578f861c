package io.twinhead.training;

import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadConversion;
import io.twinhead.model.HeadConversion.Convention;
import io.twinhead.model.Networks;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** What a training starts from. */
@FunctionalInterface
public interface InitialWeights {
  /** The weights that were drawn. */
  InitialWeights DRAWN = (network, plan, shape) -> {};

  /** The weights that one sigmoid unit would start from, split among two softmax units. */
  InitialWeights SPLIT =
      (network, plan, shape) ->
          HeadConversion.convert(
              Networks.create(plan.model(), OutputHead.SIGMOID, shape, plan.initSeed()),
              OutputHead.SIGMOID,
              network,
              plan.head(),
              Convention.ANTISYMMETRIC);

  /**
   * Changes a freshly drawn network.
   *
   * @param shape of one example
   */
  void set(MultiLayerNetwork network, TrainingPlan plan, int[] shape);

  /** Whether they have learnt something before. */
  default boolean learnt() {
    return false;
  }
}
