import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/**
 * DJL on PyTorch: models/small-cnn.yaml with a sigmoid head on made-up data. It trains with Adam,
 * because RMSProp fails in DJL 0.35 on PyTorch, and knows no channels-last layout.
 */
public final class DjlPeer {
  private final Trainer trainer;
  private final Loss loss;
  private final NDList images;
  private final NDList targets;

  private DjlPeer(Peer options, Trainer trainer, Loss loss) {
    Shape shape = new Shape(options.batch(), options.channels(), options.size(), options.size());
    this.trainer = trainer;
    this.loss = loss;
    trainer.initialize(shape);
    this.images = new NDList(trainer.getManager().randomUniform(0, 1, shape));
    NDArray classes = trainer.getManager().arange(options.batch()).mod(2);
    this.targets =
        new NDList(
            classes.reshape(options.batch(), 1).toType(DataType.FLOAT32, true).mul(0.5).add(0.25));
  }

  public static void main(String[] args) {
    long start = System.nanoTime();
    Peer options = Peer.of(args);
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(options.threads()));
    String version = Engine.getEngine("PyTorch").getVersion();
    Loss loss = Loss.sigmoidBinaryCrossEntropyLoss();
    try (Model model = Model.newInstance("small-cnn", "PyTorch")) {
      model.setBlock(network());
      try (Trainer trainer = model.newTrainer(config(loss))) {
        DjlPeer peer = new DjlPeer(options, trainer, loss);
        peer.step();
        double ready = (System.nanoTime() - start) / 1e9;
        double[] train = options.time(peer::step);
        double[] infer = options.time(peer::infer);
        options.print("DJL 0.35 on PyTorch " + version, ready, train, infer);
      }
    }
  }

  private static SequentialBlock network() {
    SequentialBlock net = new SequentialBlock();
    for (int filters : new int[] {32, 32, 64}) {
      net.add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(filters).build())
          .add(Activation.reluBlock())
          .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
    }
    return net.add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(64).build())
        .add(Activation.reluBlock())
        .add(Dropout.builder().optRate(0.5f).build())
        .add(Linear.builder().setUnits(1).build());
  }

  private static DefaultTrainingConfig config(Loss loss) {
    Tracker rate = Tracker.fixed(1e-3f);
    return new DefaultTrainingConfig(loss)
        .optOptimizer(Optimizer.adam().optLearningRateTracker(rate).build())
        .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
  }

  private void step() {
    try (GradientCollector collector = trainer.newGradientCollector();
        NDList logits = trainer.forward(images);
        NDArray mean = loss.evaluate(targets, logits)) {
      collector.backward(mean);
      mean.getFloat(); // waits for the result
    }
    trainer.step();
  }

  private void infer() {
    try (NDList logits = trainer.evaluate(images)) {
      logits.singletonOrThrow().toFloatArray();
    }
  }
}
