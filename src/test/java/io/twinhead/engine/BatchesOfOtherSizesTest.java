package io.twinhead.engine;

import static io.twinhead.engine.TestEngines.compiled;
import static io.twinhead.engine.TestEngines.difference;
import static io.twinhead.engine.TestEngines.reference;
import static io.twinhead.engine.TestNetwork.batchNorm;
import static io.twinhead.engine.TestNetwork.conv;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.dropout;
import static io.twinhead.engine.TestNetwork.maxPool;
import static io.twinhead.engine.TestNetwork.relu;
import static io.twinhead.engine.TestNetwork.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.Kernels;
import io.twinhead.head.OutputHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A plan made for one number of rows computes the same for another. */
class BatchesOfOtherSizesTest {
  private static final OutputHead HEAD = OutputHead.SIGMOID;
  private static final int FULL = 32;
  private static final int LAST = 7;

  static List<Arguments> networksKernelsAndThreads() {
    List<Arguments> all = new ArrayList<>();
    for (TestNetwork network : networks()) {
      for (Kernels kernels : TestEngines.kernels(network)) {
        all.add(Arguments.of(network, kernels, 1));
        all.add(Arguments.of(network, kernels, 2));
        all.add(Arguments.of(network, kernels, 5));
      }
    }
    return all;
  }

  private static List<TestNetwork> networks() {
    int[] row = TestNetwork.ROW;
    int[] image = TestNetwork.IMAGE;
    return List.of(
        new TestNetwork("dense", row, dense(9, relu()), dense(5, tanh())),
        new TestNetwork("dropout", row, dropout(0.9), dense(20, relu()), dropout(0.5)),
        new TestNetwork("batch norm", row, dense(8, relu()), batchNorm(), dense(5, tanh())),
        new TestNetwork("conv", image, conv(4), maxPool(), conv(5), maxPool(), dense(6, relu())),
        new TestNetwork("conv dropout", image, conv(4), maxPool(), dropout(0.6), dense(6, relu())),
        new TestNetwork("conv batch norm", image, conv(4), batchNorm(), maxPool(), conv(5)));
  }

  @ParameterizedTest
  @MethodSource("networksKernelsAndThreads")
  void aSmallerBatchAfterALargerOneIsTheSameStep(TestNetwork test, Kernels kernels, int threads) {
    assertSameStep(test, kernels, threads, random(test, FULL), random(test, LAST));
  }

  @ParameterizedTest
  @MethodSource("networksKernelsAndThreads")
  void aLargerBatchAfterASmallerOneIsTheSameStep(TestNetwork test, Kernels kernels, int threads) {
    assertSameStep(test, kernels, threads, random(test, LAST), random(test, FULL));
  }

  /** Zero times NaN is NaN: rows of an earlier batch must not stay in the sums. */
  @ParameterizedTest
  @MethodSource("networksKernelsAndThreads")
  void aBrokenBatchDoesNotPoisonASmallerOne(TestNetwork test, Kernels kernels, int threads) {
    for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Batch poison = random(test, FULL);
      Arrays.fill(poison.features(), broken);
      assertSameStep(test, kernels, threads, poison, random(test, LAST));
    }
  }

  /** The second step, by an engine that took the first one, and by one that never saw it. */
  private static void assertSameStep(
      TestNetwork test, Kernels kernels, int threads, Batch first, Batch second) {
    MultiLayerNetwork experienced = test.create(HEAD);
    MultiLayerNetwork fresh = experienced.clone();
    INDArray start = experienced.params().dup();
    try (Engine one = compiled(experienced, HEAD, test.shape(), kernels, threads);
        Engine other = compiled(fresh, HEAD, test.shape(), kernels, threads)) {
      one.step(first);
      other.step(second); // brings its dropout masks to the same step
      experienced.params().assign(start);
      fresh.params().assign(start);
      assertThat(one.step(second)).isCloseTo(other.step(second), within(1e-6));
    }
    INDArray step = fresh.params().sub(start);
    assertThat(difference(experienced.params(), fresh.params(), step)).isLessThan(1e-6);
  }

  /** Explaining runs slices too, of which a small batch has fewer. */
  @Test
  void explainsASmallerBatch() {
    TestNetwork test = networks().get(0);
    MultiLayerNetwork explained = test.create(HEAD);
    MultiLayerNetwork stepped = explained.clone();
    try (Engine one = compiled(explained, HEAD, test.shape(), Kernels.ND4J, 5);
        Engine other = compiled(stepped, HEAD, test.shape(), Kernels.ND4J, 5)) {
      for (int rows : new int[] {FULL, LAST}) {
        assertThat(one.explain(random(test, rows), 1)).isNotEmpty();
        other.step(random(test, rows));
      }
    }
    assertThat(explained.params()).isEqualTo(stepped.params());
  }

  @ParameterizedTest
  @MethodSource("networksKernelsAndThreads")
  void logitsAreThoseOfEachRowAlone(TestNetwork test, Kernels kernels, int threads) {
    Batch batch = random(test, FULL);
    try (Engine engine = compiled(test.create(HEAD), HEAD, test.shape(), kernels, threads)) {
      double[] all = engine.logits(batch.features(), FULL);
      for (int i : new int[] {0, 9, FULL - 1}) {
        assertThat(engine.logits(TestBatches.rows(batch, i).features(), 1)[0])
            .isCloseTo(all[i], within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void weightTwoIsTheRowTwice(boolean isReference) {
    TestNetwork test = new TestNetwork("", TestNetwork.ROW, dense(9, tanh()));
    Batch twice = TestBatches.rows(random(test, 4), 0, 1, 2, 3, 3);
    Batch weighted = TestBatches.rows(twice, 0, 1, 2, 3);
    weighted.weights()[3] *= 2;
    double ratio = 4 / 5.0; // of the divisors, which are the numbers of rows

    INDArray expected = step(test, twice, isReference);
    INDArray actual = step(test, weighted, isReference);

    assertThat(difference(actual.mul(ratio), expected)).isLessThan(1e-5);
  }

  private static INDArray step(TestNetwork test, Batch batch, boolean isReference) {
    MultiLayerNetwork network = test.create(HEAD);
    INDArray start = network.params().dup();
    try (Engine engine =
        isReference
            ? reference(network, HEAD, test.shape())
            : compiled(network, HEAD, test.shape(), Kernels.ND4J)) {
      engine.step(batch);
    }
    return network.params().sub(start);
  }

  /** A row too long for its buffer would overwrite whatever lies behind. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void refusesFeaturesOfAnotherWidth(int excess) {
    TestNetwork test = new TestNetwork("", TestNetwork.ROW, dense(9, tanh()));
    int[] other = {TestNetwork.ROW[0] + excess};
    Batch batch = TestBatches.random(other, HEAD, LAST, 1);
    try (Engine engine = compiled(test.create(HEAD), HEAD, test.shape(), Kernels.ND4J)) {
      assertThatThrownBy(() -> engine.step(batch)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> engine.logits(batch.features(), LAST))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void refusesTargetsOfAnotherHead(int targets) {
    TestNetwork test = new TestNetwork("", TestNetwork.ROW, dense(9, tanh()));
    OutputHead head = OutputHead.softmax(3);
    Batch batch = TestBatches.random(TestNetwork.ROW, OutputHead.sigmoid(targets), LAST, 1);
    try (Engine engine = compiled(test.create(head), head, test.shape(), Kernels.ND4J)) {
      assertThatThrownBy(() -> engine.step(batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("takes 3 for each row");
    }
  }

  private static Batch random(TestNetwork test, int rows) {
    return TestBatches.random(test.shape(), HEAD, rows, rows);
  }
}
