package io.twinhead.engine;

import static io.twinhead.engine.TestEngines.difference;
import static io.twinhead.engine.TestNetwork.batchNorm;
import static io.twinhead.engine.TestNetwork.conv;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.dropout;
import static io.twinhead.engine.TestNetwork.maxPool;
import static io.twinhead.engine.TestNetwork.pool;
import static io.twinhead.engine.TestNetwork.relu;
import static io.twinhead.engine.TestNetwork.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.head.OutputHead;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradients against (L(w + h) - L(w - h)) / 2h, in double precision. */
class CentralDifferencesTest {
  private static final int[] ROW = {4};
  private static final int[] IMAGE = {7, 6, 2};
  private static final int ROWS = 5;
  private static final double H = 1e-6;
  private static final long DROPOUT_SEED = 3;

  static List<Arguments> networksAndHeads() {
    List<TestNetwork> networks = new ArrayList<>();
    for (IActivation activation : activations()) {
      networks.add(
          new TestNetwork(activation.toString(), ROW, dense(5, activation), dense(4, activation)));
    }
    networks.add(new TestNetwork("logistic", ROW));
    networks.add(
        new TestNetwork(
            "dropout", ROW, dropout(0.8), dense(9, tanh()), dropout(0.5), dense(3, tanh())));
    networks.add(
        new TestNetwork("batch norm", ROW, dense(5, tanh()), batchNorm(), dense(3, tanh())));
    networks.addAll(images());
    return networks.stream()
        .flatMap(
            network ->
                Stream.of(
                        OutputHead.SIGMOID,
                        OutputHead.SOFTMAX,
                        OutputHead.softmax(3),
                        OutputHead.sigmoid(4))
                    .map(head -> Arguments.of(network, head)))
        .toList();
  }

  /** DL4J's own backward pass takes every ELU's alpha for 1; here it counts. */
  private static List<IActivation> activations() {
    return List.of(
        relu(),
        tanh(),
        new ActivationELU(0.7),
        new ActivationELU(),
        new ActivationLReLU(0.3),
        Activation.SIGMOID.getActivationFunction(),
        Activation.SOFTPLUS.getActivationFunction(),
        Activation.IDENTITY.getActivationFunction());
  }

  private static List<TestNetwork> images() {
    var max = SubsamplingLayer.PoolingType.MAX;
    var mean = SubsamplingLayer.PoolingType.AVG;
    return List.of(
        new TestNetwork("conv", IMAGE, conv(3), maxPool(), dense(4, tanh())),
        new TestNetwork("same", IMAGE, conv(2, 3, 2, true, tanh()), pool(max, 2, 1, true)),
        new TestNetwork(
            "two convs", IMAGE, conv(3, 2, 1, false, tanh()), conv(2, 2, 1, false, relu())),
        new TestNetwork("mean", IMAGE, conv(2, 3, 1, true, tanh()), pool(mean, 3, 2, true)),
        new TestNetwork("conv batch norm", IMAGE, conv(2), batchNorm(), maxPool(), dropout(0.7)));
  }

  @ParameterizedTest
  @MethodSource("networksAndHeads")
  void areTheGradients(TestNetwork test, OutputHead head) {
    MultiLayerNetwork network = test.create(head, DataType.DOUBLE);
    Batch batch = TestBatches.random(test.shape(), head, ROWS, 1);
    try (TestPlan plan = new TestPlan(network, head, test.shape(), ROWS, TestPlan.plain())) {
      INDArray expected = centralDifferences(plan, batch);
      plan.learn(batch, DROPOUT_SEED);
      INDArray actual = plan.gradients().dup();
      clearRunningStatistics(network, actual);
      assertThat(difference(actual, expected)).isLessThan(1e-6);
    }
  }

  private static INDArray centralDifferences(TestPlan plan, Batch batch) {
    INDArray parameters = plan.parameters();
    INDArray differences = parameters.dup();
    for (long i = 0; i < parameters.length(); i++) {
      double value = parameters.getDouble(i);
      parameters.putScalar(i, value + H);
      double above = plan.learn(batch, DROPOUT_SEED) / ROWS;
      parameters.putScalar(i, value - H);
      double below = plan.learn(batch, DROPOUT_SEED) / ROWS;
      parameters.putScalar(i, value);
      differences.putScalar(i, (above - below) / (2 * H));
    }
    return differences;
  }

  /** Their "gradients" are steps towards the batch's statistics, on which no loss depends. */
  private static void clearRunningStatistics(MultiLayerNetwork network, INDArray gradients) {
    network
        .paramTable()
        .forEach(
            (name, parameter) -> {
              if (name.endsWith("_mean") || name.endsWith("_var")) {
                long from = parameter.offset() - network.params().offset();
                new Range(from, from + parameter.length()).of(gradients).assign(0);
              }
            });
  }
}
