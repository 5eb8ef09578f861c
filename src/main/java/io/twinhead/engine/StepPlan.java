package io.twinhead.engine;

import io.twinhead.head.OutputHead;
import io.twinhead.model.SeededDropout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Everything between a batch and its gradients, prepared for batches of up to a number of rows. The
 * rows are cut into slices, whose gradients are added in a fixed order: the result depends on the
 * slices, not on the threads that run them.
 */
final class StepPlan implements AutoCloseable {
  private static final OpInfo MASKS = new OpInfo("masks", "java", "", 0, 0);

  private final OutputHead head;
  private final int rows;
  private final INDArray input;
  private final Map<Node.Dropout, Mask> masks = new LinkedHashMap<>();
  private final List<Slice> slices = new ArrayList<>();
  private final List<INDArray> sliceGradients = new ArrayList<>();
  private final List<Op> sums = new ArrayList<>();
  private final double[] logits;
  private final double[] logitGradient;

  /** The mask of one dropout for a whole batch. */
  private record Mask(INDArray array, NativeValues values, float[] numbers) {}

  /**
   * Makes ready.
   *
   * @param slabs of the engine, one for each slice
   * @param parameters flat, and {@code gradients} to be filled
   * @param slices at least 1; fewer if there are fewer rows
   */
  StepPlan(
      Recipe recipe,
      OutputHead head,
      int rows,
      int slices,
      Slabs slabs,
      INDArray parameters,
      INDArray gradients) {
    this.head = head;
    this.rows = rows;
    this.input = rowsOf(recipe.nodes().get(0).input(), parameters);
    this.logits = new double[rows * head.outputs()];
    this.logitGradient = new double[rows * head.outputs()];
    for (Node.Dropout dropout : recipe.dropouts()) {
      INDArray mask = rowsOf(dropout.input(), parameters);
      float[] numbers = new float[(int) mask.length()];
      masks.put(dropout, new Mask(mask, NativeValues.of(mask, recipe.device()), numbers));
    }
    for (Range part : Range.cut(rows, slices)) {
      slice(recipe, part, slabs.get(this.slices.size()), parameters, gradients);
    }
  }

  private INDArray rowsOf(long[] shape, INDArray like) {
    return Nd4j.create(like.dataType(), Shapes.rows(rows, shape), 'c');
  }

  private void slice(
      Recipe recipe, Range part, Slab slab, INDArray parameters, INDArray gradients) {
    INDArray own = gradients;
    if (part.from() > 0) {
      own = Nd4j.create(parameters.dataType(), parameters.length());
      sliceGradients.add(own);
      sums.add(
          Nd4jOp.of("slice gradients", "add")
              .in(gradients, own)
              .out(gradients)
              .flops(own.length())
              .build());
    }
    Map<Integer, INDArray> ownMasks = new LinkedHashMap<>();
    masks.forEach((dropout, mask) -> ownMasks.put(dropout.layer(), part.of(mask.array())));
    slices.add(
        new Slice(
            recipe, head, (int) part.from(), part.of(input), parameters, own, ownMasks, slab));
  }

  int rows() {
    return rows;
  }

  /**
   * Computes the gradients of the mean loss by the parameters.
   *
   * @param batch of at most {@link #rows}
   * @param meanwhile see {@link Crew#run(List, Runnable)}
   * @return the weighted sum of losses
   */
  double learn(Batch batch, long dropoutSeed, Crew crew, Runner runner, Runnable meanwhile) {
    if (!masks.isEmpty()) {
      runner.run("input", MASKS, () -> drop(batch.size(), dropoutSeed));
    }
    int active = active(batch);
    double[] losses = new double[active];
    List<Runnable> tasks = new ArrayList<>(active);
    for (int i = 0; i < active; i++) {
      int slice = i;
      tasks.add(
          () -> losses[slice] = slices.get(slice).learn(batch, logits, logitGradient, runner));
    }
    crew.run(tasks, meanwhile);
    runner.run("update", sums.subList(0, active - 1));
    return Arrays.stream(losses).sum();
  }

  /** The number of slices that the rows of a batch reach into. */
  private int active(Batch batch) {
    int active = 0;
    while (active < slices.size() && slices.get(active).first() < batch.size()) {
      active++;
    }
    return active;
  }

  /** Draws the masks for so many rows; returns nothing of interest. */
  private double drop(int count, long dropoutSeed) {
    for (Map.Entry<Node.Dropout, Mask> entry : masks.entrySet()) {
      Node.Dropout dropout = entry.getKey();
      Mask mask = entry.getValue();
      int length = count * (mask.numbers().length / rows);
      long seed = SeededDropout.layerSeed(dropoutSeed, dropout.layer());
      SeededDropout.fill(mask.numbers(), length, seed, dropout.retain());
      mask.values().put(mask.numbers(), 0, length);
    }
    return 0;
  }

  @Override
  public void close() {
    slices.forEach(Slice::close);
    input.close();
    masks.values().forEach(mask -> mask.array().close());
    sliceGradients.forEach(INDArray::close);
  }
}
