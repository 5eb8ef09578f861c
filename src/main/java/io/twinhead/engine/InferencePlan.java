package io.twinhead.engine;

import io.twinhead.head.OutputHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** From examples to logits, without dropout, for up to a number of rows at a time. */
final class InferencePlan implements AutoCloseable {
  private final int rows;
  private final INDArray input;
  private final List<Slice> slices = new ArrayList<>();

  InferencePlan(
      Recipe recipe, OutputHead head, int rows, Slabs slabs, int slices, INDArray parameters) {
    this.rows = rows;
    long[] shape = Shapes.rows(rows, recipe.nodes().get(0).input());
    this.input = Nd4j.create(parameters.dataType(), shape, 'c');
    for (Range part : Range.cut(rows, slices)) {
      Slab slab = slabs.get(this.slices.size());
      INDArray own = part.of(input);
      this.slices.add(
          new Slice(recipe, head, (int) part.from(), own, parameters, null, Map.of(), slab));
    }
  }

  int rows() {
    return rows;
  }

  /** Computes the logits of {@code count} examples, at most {@link #rows}. */
  void infer(float[] features, int count, double[] logits, Crew crew) {
    List<Runnable> tasks = new ArrayList<>();
    for (Slice slice : slices) {
      if (slice.first() < count) {
        tasks.add(() -> slice.infer(features, logits, count, Runner.PLAIN));
      }
    }
    crew.run(tasks);
  }

  @Override
  public void close() {
    slices.forEach(Slice::close);
    input.close();
  }
}
