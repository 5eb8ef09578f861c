package io.twinhead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.PlanConfig;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.head.OutputHead;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Engines, and how far apart what they have computed is. */
final class TestEngines {
  /** Of dropout masks. */
  static final long SEED = 9;

  private TestEngines() {}

  /** A compiled engine with direct convolutions in one thread. */
  static Engine compiled(MultiLayerNetwork network, OutputHead head, int[] shape, Kernels kernels) {
    return compiled(network, head, shape, kernels, 1);
  }

  static Engine compiled(
      MultiLayerNetwork network, OutputHead head, int[] shape, Kernels kernels, int threads) {
    EngineOptions options = options(shape, kernels, threads);
    Engine engine = Engines.create(network, head, shape, SEED, options);
    assertThat(engine).isInstanceOf(CompiledEngine.class);
    return engine;
  }

  /**
   * Options that run oneDNN where the compiled engine may: it would measure whether that is faster,
   * and the smallest networks, which tests are made of, are those that gain the least.
   */
  static EngineOptions options(int[] shape, Kernels kernels, int threads) {
    boolean image = shape.length == 3;
    PlanConfig onednn =
        kernels == Kernels.AUTO && image && DnnlLibrary.loads()
            ? new PlanConfig("onednn", threads, threads, List.of())
            : null;
    return new EngineOptions(EngineName.COMPILED, kernels, Convolution.DIRECT, threads, onednn);
  }

  static Engine reference(MultiLayerNetwork network, OutputHead head, int[] shape) {
    return new ReferenceEngine(network, head, shape, SEED);
  }

  /** The kernels worth trying on a network. */
  static List<Kernels> kernels(TestNetwork network) {
    return network.convolves() ? List.of(Kernels.values()) : List.of(Kernels.ND4J);
  }

  /** |actual - expected| / |of| in the Euclidean norm. */
  static double difference(INDArray actual, INDArray expected, INDArray of) {
    return norm(actual.sub(expected)) / norm(of);
  }

  static double difference(INDArray actual, INDArray expected) {
    return difference(actual, expected, expected);
  }

  static double norm(INDArray array) {
    return array.norm2Number().doubleValue();
  }
}
