package io.twinhead.cli;

import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.engine.EngineOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Trains both heads for a few steps on made-up data, and checks what has to come out: a smoke test
 * of a backend and an engine, not a proof. The softmax head is matched to the sigmoid head, so that
 * both have the same loss at every step.
 *
 * @param sigmoidLoss in nats, before the last step, the larger one of both networks'; null if not
 *     finite
 * @param softmaxLoss likewise
 * @param seconds of all of it, loading the backend included
 * @param engine that ran; the reference engine too where a network cannot be compiled
 */
record DoctorTraining(
    @Nullable Double sigmoidLoss,
    @Nullable Double softmaxLoss,
    double seconds,
    String engine,
    int steps,
    List<Course> networks,
    List<Check> checks,
    boolean holds) {

  /** Freshly drawn weights give small logits, and the classes are balanced. */
  private static final double START = 0.25;

  private static final double FALL = 0.5;

  /** Far above what rounding does in so few steps, and far below what a wrong operation does. */
  private static final double SAME = 1e-3;

  /** The losses of one training before its first and its last step; null if not finite. */
  record Course(
      String network, String head, @Nullable Double firstLoss, @Nullable Double lastLoss) {}

  /**
   * A value that has to be at most the limit.
   *
   * @param value null if not finite
   */
  record Check(String name, @Nullable Double value, double limit, boolean holds) {}

  DoctorTraining {
    networks = List.copyOf(networks);
    checks = List.copyOf(checks);
  }

  /**
   * Trains in this process.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  static DoctorTraining run(EngineName name) {
    long start = System.nanoTime();
    EngineOptions options = options(name);
    List<DoctorLosses> sigmoid = new ArrayList<>();
    List<DoctorLosses> softmax = new ArrayList<>();
    List<DoctorLosses> reference = new ArrayList<>();
    for (DoctorNetwork network : DoctorNetwork.all()) {
      sigmoid.add(network.sigmoid(options));
      softmax.add(network.matchedSoftmax(options));
      if (name == EngineName.COMPILED) {
        reference.add(network.sigmoid(options(EngineName.REFERENCE)));
      }
    }
    return of(sigmoid, softmax, reference, (System.nanoTime() - start) / 1e9);
  }

  /**
   * Judges trainings, in the same order of networks each.
   *
   * @param reference the sigmoid head's with the reference engine; empty if that ran them all
   */
  static DoctorTraining of(
      List<DoctorLosses> sigmoid,
      List<DoctorLosses> softmax,
      List<DoctorLosses> reference,
      double seconds) {
    List<DoctorLosses> both = new ArrayList<>();
    for (int i = 0; i < sigmoid.size(); i++) {
      both.add(sigmoid.get(i));
      both.add(softmax.get(i));
    }
    List<Check> checks = new ArrayList<>();
    checks.add(check("losses that are not finite", unfinite(both), 0));
    checks.add(
        check(
            "first loss, from ln 2", largest(both, l -> Math.abs(l.first() - Math.log(2))), START));
    checks.add(check("last loss, of the first", largest(both, l -> l.last() / l.first()), FALL));
    checks.add(check("softmax from sigmoid, matched, any step", apart(softmax, sigmoid), SAME));
    if (!reference.isEmpty()) {
      checks.add(
          check("compiled from reference engine, any step", apart(sigmoid, reference), SAME));
    }
    return new DoctorTraining(
        finite(largest(sigmoid, DoctorLosses::last)),
        finite(largest(softmax, DoctorLosses::last)),
        seconds,
        sigmoid.get(0).engine(),
        DoctorNetwork.STEPS,
        both.stream().map(DoctorTraining::course).toList(),
        checks,
        checks.stream().allMatch(Check::holds));
  }

  private static EngineOptions options(EngineName engine) {
    return new EngineOptions(engine, Kernels.AUTO, Convolution.AUTO, 1);
  }

  private static Course course(DoctorLosses losses) {
    return new Course(
        losses.network(), losses.head(), finite(losses.first()), finite(losses.last()));
  }

  private static long unfinite(List<DoctorLosses> all) {
    return all.stream().filter(losses -> !losses.finite()).count();
  }

  /** NaN if one is; no value may be negative. */
  private static double largest(List<DoctorLosses> all, ToDoubleFunction<DoctorLosses> value) {
    return all.stream().mapToDouble(value).reduce(0, Math::max);
  }

  private static double apart(List<DoctorLosses> ones, List<DoctorLosses> others) {
    double largest = 0;
    for (int i = 0; i < ones.size(); i++) {
      largest = Math.max(largest, ones.get(i).distance(others.get(i)));
    }
    return largest;
  }

  private static Check check(String name, double value, double limit) {
    return new Check(name, finite(value), limit, value <= limit);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
