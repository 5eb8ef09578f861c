package io.twinhead.engine;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What follows the gradients in a step, on the network's own parameter, gradient and updater-state
 * vectors, in DL4J's order.
 */
final class Updates implements AutoCloseable {
  /** Fewer parameters than this are updated sooner than another thread wakes up. */
  private static final long LEAST_PER_THREAD = 1 << 16;

  private final MultiLayerNetwork network;
  private final List<Op> clipping;
  private final List<UpdateRange> ranges = new ArrayList<>();

  /**
   * Makes ready.
   *
   * @param network that has its vector of gradients
   * @param threads among which the parameters are divided
   * @param device that the parameters are on
   * @throws UnsupportedNetworkException if the network is trained in a way that plans do not know
   */
  Updates(MultiLayerNetwork network, int threads, Device device) {
    this.network = network;
    INDArray parameters = flat(network.params());
    INDArray gradients = flat(network.getFlattenedGradients());
    this.clipping = Clipping.of(network, gradients, device);
    List<UpdaterBlock> blocks = ((MultiLayerUpdater) network.getUpdater()).getUpdaterBlocks();
    long length = parameters.length();
    long parts = Math.max(1, Math.min(threads, length / LEAST_PER_THREAD));
    for (long i = 0; i < parts; i++) {
      Range range = new Range(length * i / parts, length * (i + 1) / parts);
      ranges.add(new UpdateRange(range, blocks, parameters, gradients, device));
    }
  }

  /** A vector, or a matrix of one row, with one dimension. */
  static INDArray flat(INDArray vector) {
    return vector.reshape(vector.length());
  }

  /** Applies the gradients that lie in the network's vector, and counts the step. */
  void run(Crew crew, Runner runner) {
    prepare();
    runner.run("update", clipping);
    List<Runnable> tasks = new ArrayList<>(ranges.size());
    for (UpdateRange range : ranges) {
      tasks.add(() -> runner.run("update", range.ops()));
    }
    crew.run(tasks);
    BaseOptimizer.incrementIterationCount(network, 1);
  }

  private void prepare() {
    int iteration = network.getIterationCount();
    int epoch = network.getEpochCount();
    ranges.forEach(range -> range.prepare(iteration, epoch));
  }

  @Override
  public void close() {
    ranges.forEach(UpdateRange::close);
  }
}
