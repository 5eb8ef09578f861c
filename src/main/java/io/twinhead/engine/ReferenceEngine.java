package io.twinhead.engine;

import io.twinhead.head.HeadLoss;
import io.twinhead.head.OutputHead;
import io.twinhead.model.SeededDropout;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's own {@code fit}, with the head's loss on logits: slow, and the yardstick for any other.
 */
public final class ReferenceEngine implements Engine {
  private final MultiLayerNetwork network;
  private final OutputHead head;
  private final HeadLoss loss;
  private final int[] shape;
  private final SplittableRandom dropoutSeeds;

  /**
   * Runs {@code network}, whose output layer must carry the head's own loss.
   *
   * @param shape of one example, {@code {features}} or {@code {height, width, channels}}
   * @param dropoutSeed of the dropout masks: the same seed gives both heads the same masks
   */
  public ReferenceEngine(
      MultiLayerNetwork network, OutputHead head, int[] shape, long dropoutSeed) {
    this.network = network;
    this.head = head;
    this.shape = shape.clone();
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

  @Override
  public void goOn(long steps, int rows) {
    for (long i = 0; i < steps; i++) {
      dropoutSeeds.nextLong();
    }
  }

  private double fit(Batch batch) {
    INDArray features = tensor(batch.features(), batch.size());
    INDArray labels = HeadLoss.labels(head, batch.targets(), batch.weights());
    SeededDropout.begin(network, dropoutSeeds.nextLong());
    network.fit(features, labels.castTo(features.dataType()));
    return loss.lastLossSum() / batch.size();
  }

  @Override
  public double[] logits(float[] features, int rows) {
    return BufferGuard.keeping(() -> infer(features, rows));
  }

  private double[] infer(float[] features, int rows) {
    INDArray hidden = tensor(features, rows);
    int last = network.getnLayers() - 1;
    if (last > 0) {
      hidden = network.feedForwardToLayer(last - 1, hidden, false).get(last);
    }
    InputPreProcessor flatten = network.getLayerWiseConfigurations().getInputPreProcess(last);
    if (flatten != null) {
      hidden = flatten.preProcess(hidden, rows, LayerWorkspaceMgr.noWorkspaces());
    }
    INDArray weights = network.getParam(last + "_W");
    INDArray bias = network.getParam(last + "_b");
    return hidden.mmul(weights).addiRowVector(bias).dup('c').data().asDouble();
  }

  @Override
  public MultiLayerNetwork network() {
    return network;
  }

  @Override
  public OutputHead head() {
    return head;
  }

  @Override
  public PlanRecord plan() {
    return PlanRecord.reference();
  }

  /** Nothing: DL4J's arrays are freed when nobody refers to them. */
  @Override
  public void close() {}

  private INDArray tensor(float[] values, int rows) {
    long[] sizes =
        LongStream.concat(LongStream.of(rows), Arrays.stream(shape).asLongStream()).toArray();
    return Nd4j.createFromArray(values).reshape(sizes).castTo(network.params().dataType());
  }
}
