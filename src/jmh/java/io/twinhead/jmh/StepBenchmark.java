package io.twinhead.jmh;

import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.engine.Batch;
import io.twinhead.engine.BenchPlan;
import io.twinhead.engine.Engine;
import io.twinhead.engine.EngineOptions;
import io.twinhead.engine.Engines;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Models;
import io.twinhead.model.Networks;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One training step, and inference, on a batch of 32: 30 features or images of 28 x 28 x 1. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StepBenchmark {
  private static final int ROWS = 32;

  @Param({"logistic", "dense-small", "tiny-cnn", "small-cnn"})
  private String model = "";

  @Param({"sigmoid", "softmax"})
  private String head = "";

  @Param({"COMPILED", "REFERENCE"})
  private EngineName engine = EngineName.COMPILED;

  @SuppressWarnings("NullAway.Init") // JMH calls prepare first
  private Engine steps;

  @SuppressWarnings("NullAway.Init") // JMH calls prepare first
  private Batch batch;

  @Setup(Level.Trial)
  public void prepare() {
    ModelSpec spec = Models.find(model);
    OutputHead output = OutputHead.of(head);
    EngineOptions options = new EngineOptions(engine, Kernels.AUTO, Convolution.AUTO, 1);
    List<Integer> input = spec.needsImages() ? List.of(28, 28, 1) : List.of(30);
    BenchPlan plan = new BenchPlan(spec, input, ROWS, output, null, List.of(options), false);
    int[] shape = plan.shape();
    steps = Engines.create(Networks.create(spec, output, shape, 1), output, shape, 1, options);
    batch = plan.batch();
  }

  @TearDown(Level.Trial)
  public void close() {
    steps.close();
  }

  @Benchmark
  public double train() {
    return steps.step(batch);
  }

  @Benchmark
  public double[] infer() {
    return steps.logits(batch.features(), ROWS);
  }
}
