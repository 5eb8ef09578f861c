package io.twinhead.engine;

import io.twinhead.head.OutputHead;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network's plan with the kernels, slices and threads that a test wants. */
final class TestPlan implements AutoCloseable {
  private final INDArray parameters;
  private final INDArray gradients;
  private final Slabs slabs = new Slabs();
  private final Crew crew;
  private final Updates updates;
  private final StepPlan plan;

  TestPlan(MultiLayerNetwork network, OutputHead head, int[] shape, int rows, Choice choice) {
    this(network, head, shape, rows, choice, Device.CPU);
  }

  TestPlan(
      MultiLayerNetwork network,
      OutputHead head,
      int[] shape,
      int rows,
      Choice choice,
      Device device) {
    List<Node> nodes = Lowering.of(network, shape);
    Recipe recipe = new Recipe(nodes, choice.onednn(), choice.algorithms(), device);
    network.initGradientsView();
    this.crew = new Crew(choice.threads());
    this.updates = new Updates(network, choice.threads(), device);
    this.parameters = Updates.flat(network.params());
    this.gradients = Updates.flat(network.getFlattenedGradients());
    this.plan =
        Crew.alone(
            () -> new StepPlan(recipe, head, rows, choice.slices(), slabs, parameters, gradients));
  }

  /** ND4J's kernels in one thread. */
  static Choice plain() {
    return Choice.PLAIN;
  }

  /** oneDNN's in one thread. */
  static Choice onednn(Algorithms algorithms) {
    return new Choice(true, 1, 1, algorithms, null);
  }

  /** The weighted sum of losses; leaves the gradients. */
  double learn(Batch batch, long dropoutSeed) {
    return plan.learn(batch, dropoutSeed, crew, Runner.PLAIN, () -> {});
  }

  void step(Batch batch, long dropoutSeed) {
    learn(batch, dropoutSeed);
    updates.run(crew, Runner.PLAIN);
  }

  INDArray parameters() {
    return parameters;
  }

  INDArray gradients() {
    return gradients;
  }

  @Override
  public void close() {
    plan.close();
    slabs.close();
    updates.close();
    crew.close();
  }
}
