package io.twinhead.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Bench} measured.
 *
 * @param input shape of one example, {@code [features]} or {@code [height, width, channels]}
 * @param threads of native code, as the first engine chose
 * @param results in the order in which the engines were asked for
 * @param ratio speed of the first engine over the second's; null if there was only one
 * @param gemmGflops this machine's rate of multiplying two 2048 x 2048 matrices of single precision
 *     in as many threads, the best of the rounds, in 10^9 operations per second
 * @param fractionOfGemm the first engine's arithmetic rate in training over that of the matrix
 *     product; convolution algorithms that save multiplications can pass 1
 * @param ops the first engine's operations, if asked for; empty without a plan
 */
public record BenchResult(
    String model,
    List<Integer> input,
    int batchSize,
    String head,
    int threads,
    List<Measured> results,
    @Nullable Ratio ratio,
    double gemmGflops,
    double fractionOfGemm,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<OpCost> ops) {

  /**
   * One engine. Rates are those of the median step.
   *
   * @param engine that ran; the reference engine also where a model cannot be compiled
   * @param threads of native code
   * @param readySeconds until the end of the first training step: network, engine and plan, but not
   *     the native libraries, which are loaded before
   * @param peakRssMb most memory resident in the process, Java's included, from before the engine
   *     was made to the end of its first turn, in units of 2^20 bytes. What an engine before it
   *     left resident is taken off, though some of it can be used again, so that the second engine
   *     seems to need rather less than it would alone. Null where the system does not tell (other
   *     than Linux)
   */
  public record Measured(
      String engine,
      int threads,
      double readySeconds,
      Times trainMsPerStep,
      double trainSamplesPerSecond,
      double inferSamplesPerSecond,
      @Nullable Double peakRssMb) {}

  /** Milliseconds, over all timed steps. */
  public record Times(double median, double best) {}

  /** How many times as fast, by the median step. */
  public record Ratio(double train, double infer) {}
}
