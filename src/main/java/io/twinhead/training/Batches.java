package io.twinhead.training;

import io.twinhead.config.InputException;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Features;
import io.twinhead.engine.Batch;
import io.twinhead.engine.Engine;
import io.twinhead.evaluation.Baseline;
import io.twinhead.evaluation.Predictions;
import io.twinhead.head.OutputHead;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Cuts examples into the arrays that an engine takes. These go from pass to pass: new ones for each
 * would be copied about by the garbage collector, which takes longer than to fill them.
 */
final class Batches {
  private final Queue<Batch> spare = new ConcurrentLinkedQueue<>();
  private final Examples examples;
  private final float[] weights;
  private final int width;

  private Batches(Examples examples, double weightUnit) {
    this.examples = examples;
    this.weights = new float[examples.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (examples.weights()[i] / weightUnit);
    }
    this.width = Arrays.stream(examples.features().shape()).reduce(1, Math::multiplyExact);
  }

  static Batches of(Examples examples) {
    return new Batches(examples, 1);
  }

  /** Scales sample weights so that their mean over {@code reference} is 1. */
  static Batches weightedByMeanOf(Examples examples, Examples reference) {
    return new Batches(examples, total(reference, "training") / reference.weights().length);
  }

  /**
   * The sum of the sample weights.
   *
   * @throws InputException if it is 0
   */
  static double total(Examples examples, String part) {
    double sum = 0;
    for (float weight : examples.weights()) {
      sum += weight;
    }
    if (sum == 0) {
      throw new InputException(
          "all %d sample weights of the %s part are 0, so it says nothing: give rows that count"
              .formatted(examples.weights().length, part));
    }
    return sum;
  }

  int size() {
    return weights.length;
  }

  /** How many batches a pass has; the last may have fewer examples. */
  int steps(int batchSize) {
    return (size() + batchSize - 1) / batchSize;
  }

  Features features() {
    return examples.features();
  }

  /** See {@link io.twinhead.dataset.Targets#lossTerms}. */
  int lossTerms() {
    return examples.targets().lossTerms();
  }

  /**
   * The batches of a pass over the examples.
   *
   * @param features of the examples as this pass shows them
   * @param order of the examples
   * @param done so many of which are behind
   */
  BatchStream pass(Features features, int[] order, int done, int batchSize) {
    return BatchStream.of(new Pass(features, order), done, order.length, batchSize);
  }

  private final class Pass implements BatchStream.Filler {
    private final Features features;
    private final int[] order;

    Pass(Features features, int[] order) {
      this.features = features;
      this.order = order;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public Batch empty(int rows) {
      for (Batch batch : spare) {
        if (batch.size() == rows && spare.remove(batch)) {
          return batch;
        }
      }
      return new Batch(
          new float[rows * width], new float[rows * examples.targets().width()], new float[rows]);
    }

    @Override
    public void reclaim(Batch batch) {
      spare.add(batch);
    }

    @Override
    public void fill(Batch into, int row, int position) {
      int example = order[position];
      features.copyTo(example, into.features(), row * width);
      examples.targets().copyTo(example, into.targets(), row * examples.targets().width());
      into.weights()[row] = weights[example];
    }
  }

  /**
   * What the network in training says about each example; weights as normalised here.
   *
   * @throws Divergence if that is not finite
   */
  Predictions predict(Engine engine) {
    return predict(engine, Divergence.ofOutput(size()));
  }

  /** What a network says about each example. */
  Predictions predict(Engine engine, Inference.Refusal refusal) {
    return read(engine.head(), Inference.logits(engine, examples.features(), refusal));
  }

  /** What logits, row-major [examples, outputs], say about each example. */
  Predictions read(OutputHead head, double[] logits) {
    return Readout.of(head, logits, examples.targets(), rowWeights());
  }

  /** The loss of always predicting the prevalence of each class or label, in nats. */
  double baseline() {
    return Baseline.of(Uninformed.about(examples.targets(), rowWeights())).orElseThrow().entropy();
  }

  private double[] rowWeights() {
    double[] rowWeights = new double[weights.length];
    for (int i = 0; i < rowWeights.length; i++) {
      rowWeights[i] = weights[i];
    }
    return rowWeights;
  }
}
