package io.twinhead.engine;

import io.twinhead.head.OutputHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fixed part of the rows of a batch, from input to gradients, on its own buffers: whichever
 * thread runs it, and whatever else runs, it computes the same.
 */
final class Slice implements AutoCloseable {
  private static final OpInfo LOAD = new OpInfo("batch", "java", "", 0, 0);
  private static final OpInfo LOSS = new OpInfo("loss and its gradient", "java", "", 0, 0);

  private final OutputHead head;
  private final int first;
  private final int rows;
  private final Arena arena;
  private final List<Unit> units;
  private final List<Op> forward = new ArrayList<>();
  private final List<Op> backward = new ArrayList<>();
  private final int width;
  private final NativeValues input;
  private final NativeValues logits;
  private final @Nullable NativeValues gradient;
  private int filled;

  /**
   * Makes ready.
   *
   * @param first row of the batch that is this slice's
   * @param input its rows
   * @param parameters flat
   * @param gradients flat, to be filled; null for inference
   * @param masks of dropout by DL4J layer, its rows; empty for inference
   * @param slab that no slice uses at the same time
   */
  Slice(
      Recipe recipe,
      OutputHead head,
      int first,
      INDArray input,
      INDArray parameters,
      @Nullable INDArray gradients,
      Map<Integer, INDArray> masks,
      Slab slab) {
    this.head = head;
    this.first = first;
    this.rows = (int) input.size(0);
    this.width = (int) (input.length() / rows);
    this.input = NativeValues.of(input, recipe.device());
    this.arena = new Arena(rows, parameters, gradients, masks, slab, recipe.device());
    this.units = recipe.units(arena, input);
    units.forEach(unit -> unit.forward(forward));
    INDArray output = units.get(units.size() - 1).output();
    this.logits = NativeValues.of(output, arena.device());
    this.gradient = gradients == null ? null : differentiate(output);
    units.forEach(Unit::ready);
  }

  private NativeValues differentiate(INDArray output) {
    INDArray start = arena.array(output.shape());
    INDArray at = start;
    for (int i = units.size() - 1; i >= 0; i--) {
      at = units.get(i).backward(at, i > 0, backward);
    }
    return NativeValues.of(start, arena.device());
  }

  int first() {
    return first;
  }

  /**
   * Computes the logits of its rows of a batch, which has {@code count}, into their places in the
   * batch's.
   */
  void infer(float[] features, double[] batchLogits, int count, Runner runner) {
    int mine = Math.min(count - first, rows);
    runner.run("input", LOAD, () -> load(features, mine));
    runner.run("forward", forward);
    int outputs = head.outputs();
    logits.get(batchLogits, first * outputs, mine * outputs);
  }

  /** Returns nothing of interest. */
  private double load(float[] features, int mine) {
    boolean trains = gradient != null;
    if (trains && mine < filled) { // gradient 0 counts nothing unless a NaN is multiplied by it
      input.put(new float[filled * width], 0, filled * width);
    }
    input.put(features, first * width, mine * width);
    filled = mine;
    return 0;
  }

  /**
   * Computes the gradients by the parameters.
   *
   * @param batchLogits and {@code batchGradient}: scratch for a whole batch's, of which this uses
   *     its own rows
   * @return the weighted sum of its rows' losses
   */
  double learn(Batch batch, double[] batchLogits, double[] batchGradient, Runner runner) {
    infer(batch.features(), batchLogits, batch.size(), runner);
    double loss = runner.run("head", LOSS, () -> lose(batch, batchLogits, batchGradient));
    runner.run("backward", backward);
    return loss;
  }

  private double lose(Batch batch, double[] batchLogits, double[] batchGradient) {
    double loss = 0;
    int outputs = head.outputs();
    Arrays.fill(batchGradient, first * outputs, (first + rows) * outputs, 0);
    for (int i = first; i < Math.min(first + rows, batch.size()); i++) {
      float weight = batch.weights()[i];
      loss += weight * head.loss(batchLogits, i, batch.targets());
      head.gradient(batchLogits, i, batch.targets(), (double) weight / batch.size(), batchGradient);
    }
    Objects.requireNonNull(gradient).put(batchGradient, first * outputs, rows * outputs);
    return loss;
  }

  @Override
  public void close() {
    for (Unit unit : units) {
      unit.close();
    }
    arena.close();
  }
}
