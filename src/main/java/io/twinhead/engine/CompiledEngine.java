package io.twinhead.engine;

import io.twinhead.head.OutputHead;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a network as a list of prepared operations on the network's own parameters, gradients and
 * updater state, so that it is an ordinary DL4J network after every step.
 */
public final class CompiledEngine implements Engine {
  /** Key of the plan that serves every number of rows but few. */
  private static final int ANY = 0;

  private final MultiLayerNetwork network;
  private final OutputHead head;
  private final int width;
  private final EngineOptions options;
  private final Device device;
  private final List<Node> nodes;
  private Updates updates;
  private final INDArray parameters;
  private final INDArray gradients;
  private final SplittableRandom dropoutSeeds;
  private final Slabs slabs = new Slabs();
  private final Map<Integer, StepPlan> plans = new HashMap<>();
  private boolean closed;
  private @Nullable Setup setup;
  private @Nullable InferencePlan inference;

  /** What follows from the first batch. */
  private record Setup(Choice choice, Recipe recipe, Crew crew) {}

  /**
   * Runs {@code network}, whose output layer must carry the head's own loss.
   *
   * @throws UnsupportedNetworkException if it has something that plans do not know
   */
  CompiledEngine(
      MultiLayerNetwork network,
      OutputHead head,
      int[] shape,
      long dropoutSeed,
      EngineOptions options,
      Device device) {
    this.network = network;
    this.device = device;
    this.head = head;
    this.options = options;
    this.nodes = Lowering.of(network, shape);
    this.width = (int) Shapes.length(nodes.get(0).input());
    network.initGradientsView();
    this.updates = new Updates(network, 1, device);
    this.parameters = Updates.flat(network.params());
    this.gradients = Updates.flat(network.getFlattenedGradients());
    this.dropoutSeeds = new SplittableRandom(dropoutSeed);
  }

  @Override
  public double step(Batch batch) {
    return step(batch, () -> {});
  }

  @Override
  public double step(Batch batch, Runnable meanwhile) {
    require(batch);
    double loss = learn(batch, setup(batch.size()).crew(), Runner.PLAIN, meanwhile);
    Reference.reachabilityFence(this); // its buffers are in native use until here
    return loss / batch.size();
  }

  /** A plan for so many rows first: a smaller batch in it is not rounded as one by itself. */
  @Override
  public void goOn(long steps, int rows) {
    plan(setup(rows), rows);
    for (long i = 0; i < steps; i++) {
      dropoutSeeds.nextLong();
    }
  }

  private double learn(Batch batch, Crew crew, Runner runner, Runnable meanwhile) {
    StepPlan plan = plan(setup(batch.size()), batch.size());
    device.await();
    double loss = plan.learn(batch, dropoutSeeds.nextLong(), crew, runner, meanwhile);
    updates.run(crew, runner);
    return loss;
  }

  /** Chosen for the first batch; later ones are as large, or smaller at the end of a pass. */
  private Setup setup(int rows) {
    if (closed) {
      throw new IllegalStateException("the engine is closed");
    }
    if (setup == null) {
      Choice choice = device.hasChoice() ? fastest(rows) : Choice.PLAIN;
      Recipe recipe = new Recipe(nodes, choice.onednn(), choice.algorithms(), device);
      setup = new Setup(choice, recipe, new Crew(choice.threads()));
      if (choice.threads() > 1) {
        updates.close();
        updates = prepared(() -> new Updates(network, choice.threads(), device));
      }
    }
    return setup;
  }

  private Choice fastest(int rows) {
    return prepared(() -> Tuner.choose(nodes, head, rows, parameters, slabs, options));
  }

  /**
   * What native code prepares in one thread is meant for one, and is complete before it is used.
   */
  private static <T> T prepared(Supplier<T> work) {
    return Crew.alone(() -> BufferGuard.keeping(work));
  }

  /**
   * The plan for a number of rows. A smaller batch fits into a larger plan, its other rows counting
   * nothing, unless statistics are taken over the batch. That costs as much as a whole batch, so
   * few images, as at the end of a pass, have a plan of their own.
   */
  private StepPlan plan(Setup setup, int rows) {
    StepPlan plan = plans.get(ANY);
    boolean few = plan != null && 2 * rows <= plan.rows() && setup.recipe().convolves();
    if (few || setup.recipe().normalisesBatches()) {
      return plans.computeIfAbsent(rows, n -> newPlan(setup, n));
    }
    if (plan == null || plan.rows() < rows) {
      if (plan != null) {
        plans.remove(ANY);
        plan.close();
      }
      plan = newPlan(setup, rows);
      plans.put(ANY, plan);
    }
    return plan;
  }

  private StepPlan newPlan(Setup setup, int rows) {
    return prepared(
        () ->
            new StepPlan(
                setup.recipe(), head, rows, setup.choice().slices(), slabs, parameters, gradients));
  }

  @Override
  public double[] logits(float[] features, int rows) {
    require("features", features.length, rows, width);
    InferencePlan plan = inference(rows);
    double[] logits = new double[rows * head.outputs()];
    device.await();
    plan.infer(features, rows, logits, setup(rows).crew());
    Reference.reachabilityFence(this);
    return logits;
  }

  private InferencePlan inference(int rows) {
    if (inference == null || inference.rows() < rows) {
      Setup setup = setup(rows);
      if (inference != null) {
        inference.close();
        inference = null;
      }
      Recipe recipe = setup.recipe().withoutDropout();
      int slices = setup.choice().slices();
      inference = prepared(() -> new InferencePlan(recipe, head, rows, slabs, slices, parameters));
    }
    return inference;
  }

  private void require(Batch batch) {
    require("features", batch.features().length, batch.size(), width);
    require("targets", batch.targets().length, batch.size(), head.targets());
  }

  /** Native buffers have no bounds of their own. */
  private static void require(String what, int count, int rows, int width) {
    if (count != rows * width) {
      throw new IllegalArgumentException(
          "%d %s for %d rows: the network takes %d for each row"
              .formatted(count, what, rows, width));
    }
  }

  @Override
  public List<OpCost> explain(Batch batch, int steps) {
    require(batch);
    Explanation explanation = new Explanation();
    try (Crew alone = new Crew(1)) {
      for (int i = 0; i < steps; i++) {
        learn(batch, alone, explanation, () -> {});
      }
    }
    Reference.reachabilityFence(this);
    return explanation.costs(steps);
  }

  @Override
  public OutputHead head() {
    return head;
  }

  @Override
  public MultiLayerNetwork network() {
    return network;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException before the first batch, which decides
   */
  @Override
  public PlanRecord plan() {
    if (setup == null) {
      throw new IllegalStateException("nothing has been decided before the first batch");
    }
    return setup.choice().toRecord();
  }

  @Override
  public void close() {
    plans.values().forEach(StepPlan::close);
    plans.clear();
    if (inference != null) {
      inference.close();
      inference = null;
    }
    if (setup != null) {
      setup.crew().close();
    }
    closed = true;
    slabs.close();
    updates.close();
  }
}
