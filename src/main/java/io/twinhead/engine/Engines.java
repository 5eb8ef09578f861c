package io.twinhead.engine;

import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.head.OutputHead;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the engine for a network. */
public final class Engines {
  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

  /** One line for a comparison's many trainings. */
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private static final String UNVERIFIED =
      "the compiled engine is unverified on CUDA: compare its losses with those of"
          + " --engine reference before you rely on it";

  private Engines() {}

  /**
   * Makes the engine that was asked for, or the reference engine, with a line in the log, if the
   * network has something that cannot be compiled; the same line is said once.
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
    if (options.engine() == EngineName.COMPILED) {
      try {
        Device device = Device.current();
        if (device == Device.CUDA && SAID.add(UNVERIFIED)) {
          LOG.warn(UNVERIFIED);
        }
        return BufferGuard.keeping(
            () -> new CompiledEngine(network, head, shape, dropoutSeed, options, device));
      } catch (UnsupportedNetworkException e) {
        if (SAID.add(e.getMessage())) {
          LOG.warn("DL4J's own fit trains this network, slowly: {}", e.getMessage());
        }
      }
    }
    return new ReferenceEngine(network, head, shape, dropoutSeed);
  }
}
