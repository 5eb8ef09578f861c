package io.twinhead.engine;

import io.twinhead.head.HeadLoss;
import io.twinhead.head.OutputHead;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's own {@code fit}, with the head's loss on logits: slow, and the yardstick for any other.
 */
public final class ReferenceEngine implements Engine {
  private final MultiLayerNetwork network;
  private final OutputHead head;
  private final HeadLoss loss;
  private final SplittableRandom dropoutSeeds;

  /**
   * Runs {@code network}, whose output layer must carry the head's own loss.
   *
   * @param dropoutSeed of the dropout masks: the same seed gives both heads the same masks
   */
  public ReferenceEngine(MultiLayerNetwork network, OutputHead head, long dropoutSeed) {
    this.network = network;
    this.head = head;
    this.dropoutSeeds = new SplittableRandom(dropoutSeed);
    BaseOutputLayer output = (BaseOutputLayer) network.getOutputLayer().conf().getLayer();
    if (!(output.getLossFn() instanceof HeadLoss headLoss)) {
      throw new IllegalArgumentException(
          "the output layer's loss is %s, expected %s"
              .formatted(output.getLossFn(), head.loss().name()));
    }
    this.loss = headLoss;
  }

  @Override
  public double step(Batch batch) {
    return BufferGuard.keeping(() -> fit(batch));
  }

  private double fit(Batch batch) {
    INDArray features = matrix(batch.features(), batch.size());
    // DL4J draws from the thread's generator, whose state depends on what ran there before.
    Nd4j.getRandom().setSeed(dropoutSeeds.nextLong());
    network.fit(features, HeadLoss.labels(head, batch.targets(), batch.weights()));
    return loss.lastLossSum() / batch.size();
  }

  @Override
  public double[] logOdds(float[] features, int rows) {
    return BufferGuard.keeping(() -> infer(features, rows));
  }

  private double[] infer(float[] features, int rows) {
    INDArray hidden = matrix(features, rows);
    int last = network.getnLayers() - 1;
    if (last > 0) {
      hidden = network.feedForwardToLayer(last - 1, hidden, false).get(last);
    }
    INDArray weights = network.getParam(last + "_W");
    INDArray bias = network.getParam(last + "_b");
    double[] logits = hidden.mmul(weights).addiRowVector(bias).dup('c').data().asDouble();
    double[] logOdds = new double[rows];
    for (int i = 0; i < rows; i++) {
      logOdds[i] = head.logOdds(logits, i);
    }
    return logOdds;
  }

  @Override
  public MultiLayerNetwork network() {
    return network;
  }

  @Override
  public String name() {
    return "reference";
  }

  private static INDArray matrix(float[] values, int rows) {
    return Nd4j.createFromArray(values).reshape(rows, values.length / rows);
  }
}
