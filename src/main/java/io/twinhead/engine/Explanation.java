package io.twinhead.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Adds up what each operation of a plan costs; the parts of several slices under one name. */
final class Explanation implements Runner {
  private final Map<String, Total> totals = new LinkedHashMap<>();

  private static final class Total {
    private final String phase;
    private final OpInfo info;
    private long bytes;
    private long flops;
    private long nanos;

    Total(String phase, OpInfo info) {
      this.phase = phase;
      this.info = info;
    }
  }

  @Override
  public void run(String phase, List<Op> ops) {
    for (Op op : ops) {
      run(
          phase,
          op.info(),
          () -> {
            op.run();
            return 0;
          });
    }
  }

  @Override
  public double run(String phase, OpInfo info, DoubleSupplier work) {
    Total total =
        totals.computeIfAbsent(
            String.join("/", phase, info.name(), info.kernel()), k -> new Total(phase, info));
    long start = System.nanoTime();
    double result = work.getAsDouble();
    total.nanos += System.nanoTime() - start;
    total.bytes += info.bytes();
    total.flops += info.flops();
    return result;
  }

  /** Means over a number of steps. */
  List<OpCost> costs(int steps) {
    List<OpCost> costs = new ArrayList<>();
    for (Total total : totals.values()) {
      costs.add(
          new OpCost(
              total.phase,
              total.info.name(),
              total.info.kernel(),
              total.info.shapes(),
              total.bytes / steps,
              total.flops / steps,
              total.nanos / 1e6 / steps));
    }
    return costs;
  }
}
