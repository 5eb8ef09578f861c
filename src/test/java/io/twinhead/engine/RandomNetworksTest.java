package io.twinhead.engine;

import static io.twinhead.engine.TestEngines.SEED;
import static io.twinhead.engine.TestEngines.difference;
import static io.twinhead.engine.TestEngines.norm;
import static io.twinhead.engine.TestNetwork.batchNorm;
import static io.twinhead.engine.TestNetwork.conv;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.dropout;
import static io.twinhead.engine.TestNetwork.identity;
import static io.twinhead.engine.TestNetwork.pool;
import static io.twinhead.engine.TestNetwork.relu;
import static io.twinhead.engine.TestNetwork.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.twinhead.head.OutputHead;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers in any order: what one leaves in its buffers, another must not spoil. */
class RandomNetworksTest {
  private static final OutputHead HEAD = OutputHead.SOFTMAX;
  private static final int ROWS = 6;
  private static final double TOLERANCE = 1e-4;

  static List<TestNetwork> networks() {
    return IntStream.range(0, 60).mapToObj(RandomNetworksTest::network).toList();
  }

  private static TestNetwork network(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Layer> layers = new ArrayList<>();
    for (int i = random.nextInt(2, 8); i > 0; i--) {
      layers.add(imageLayer(random));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      layers.add(dense(random.nextInt(1, 12), activation(random)));
      layers.add(random.nextBoolean() ? batchNorm() : dropout(0.7));
    }
    return new TestNetwork("network " + seed, TestNetwork.IMAGE, layers.toArray(Layer[]::new));
  }

  /** Padded, so that images do not become empty. */
  private static Layer imageLayer(SplittableRandom random) {
    int size = random.nextInt(1, 4);
    int stride = random.nextInt(1, 3);
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> conv(random.nextInt(1, 20), size, stride, true, activation(random));
      case 3, 4 -> pool(PoolingType.MAX, size, stride, true);
      case 5 -> pool(PoolingType.AVG, size, stride, true);
      case 6 -> new ActivationLayer(activation(random));
      default -> random.nextBoolean() ? dropout(0.8) : batchNorm();
    };
  }

  private static IActivation activation(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> tanh();
      case 1 -> identity();
      case 2 -> new ActivationLReLU(0.1);
      default -> relu();
    };
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aStepIsThatOfDl4j(TestNetwork test) {
    assertStepIsThatOfDl4j(test, TestPlan.plain(), Device.CPU);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aStepByOneDnnIsThatOfDl4j(TestNetwork test) {
    assumeThat(DnnlLibrary.loads()).isTrue();
    assertStepIsThatOfDl4j(test, TestPlan.onednn(Algorithms.DIRECT), Device.CPU);
  }

  /** What a plan does on CUDA, done by the CPU: images change their layout between layers. */
  @ParameterizedTest
  @MethodSource("networks")
  void aStepInTheOrderOfCudaIsThatOfDl4j(TestNetwork test) {
    assertStepIsThatOfDl4j(test, TestPlan.plain(), Device.CUDA);
  }

  private static void assertStepIsThatOfDl4j(TestNetwork test, Choice choice, Device device) {
    MultiLayerNetwork stock = test.create(HEAD);
    MultiLayerNetwork network = stock.clone();
    INDArray before = stock.params().dup();
    Batch batch = TestBatches.random(test.shape(), HEAD, ROWS, 1);
    try (Engine expected = TestEngines.reference(stock, HEAD, test.shape());
        TestPlan plan = new TestPlan(network, HEAD, test.shape(), ROWS, choice, device)) {
      expected.step(batch);
      plan.step(batch, new SplittableRandom(SEED).nextLong());
    }
    INDArray step = stock.params().sub(before);
    assertThat(norm(step)).isPositive();
    assertThat(difference(network.params(), stock.params(), step)).isLessThan(TOLERANCE);
  }
}
