package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Features;
import io.twinhead.engine.Batch;
import io.twinhead.engine.Engine;
import io.twinhead.engine.PlanRecord;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.head.OutputHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {
  /** At most 1024 examples, and at most 2^21 values unless one example has more. */
  @ParameterizedTest
  @CsvSource({"2500, 3, 1024 1024 452", "5, 700000, 2 2 1", "2, 2100000, 1 1"})
  void cutsInferenceIntoCallsOfBoundedSize(int rows, int width, String calls) {
    FirstValue engine = new FirstValue();
    BinaryPredictions predictions =
        (BinaryPredictions) Batches.of(examples(rows, width)).predict(engine);
    assertThat(engine.calls).containsExactlyElementsOf(integers(calls));
    assertThat(predictions.logits()).isEqualTo(IntStream.range(0, rows).asDoubleStream().toArray());
  }

  @Test
  void fillsBatchesInTheOrderAskedForFromWhereThePassIs() throws InterruptedException {
    Examples examples = examples(4, 2);
    Batches batches = Batches.weightedByMeanOf(examples, examples);
    try (BatchStream pass = batches.pass(examples.features(), new int[] {3, 0, 2, 1}, 1, 2)) {
      Batch first = pass.next();
      assertThat(first.features()).containsExactly(0, 0, 2, 2);
      assertThat(first.targets()).containsExactly(0, 0);
      assertThat(first.weights()).containsExactly(0.4f, 1.2f);
      Batch rest = pass.next();
      assertThat(rest.features()).containsExactly(1, 1);
      assertThat(rest.targets()).containsExactly(1);
      assertThat(rest.weights()).containsExactly(0.8f);
      assertThat(pass.hasNext()).isFalse();
    }
  }

  /** Example i has the values i, the label i % 2 and the weight i + 1. */
  private static Examples examples(int rows, int width) {
    int[] labels = IntStream.range(0, rows).map(i -> i % 2).toArray();
    float[] weights = new float[rows];
    for (int i = 0; i < rows; i++) {
      weights[i] = i + 1;
    }
    return new Examples(new Numbered(rows, width), labels, weights);
  }

  private static List<Integer> integers(String words) {
    return Arrays.stream(words.split(" ")).map(Integer::valueOf).toList();
  }

  private record Numbered(int size, int width) implements Features {
    @Override
    public int[] shape() {
      return new int[] {width};
    }

    @Override
    public void copyTo(int row, float[] target, int offset) {
      Arrays.fill(target, offset, offset + width, row);
    }
  }

  /** Finds the log-odds in an example's first value. */
  private static final class FirstValue implements Engine {
    private final List<Integer> calls = new ArrayList<>();

    @Override
    public void goOn(long steps, int rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double[] logits(float[] features, int rows) {
      calls.add(rows);
      int width = features.length / rows;
      return IntStream.range(0, rows).mapToDouble(i -> features[i * width]).toArray();
    }

    @Override
    public OutputHead head() {
      return OutputHead.SIGMOID;
    }

    @Override
    public double step(Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MultiLayerNetwork network() {
      throw new UnsupportedOperationException();
    }

    @Override
    public PlanRecord plan() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
