package io.twinhead.engine;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The rate of a large matrix product in single precision, which is about what the machine can do.
 */
final class Gemm {
  private static final int SIZE = 2048;
  private static final double FLOPS = 2.0 * SIZE * SIZE * SIZE;

  private final int threads;
  private final INDArray a = Nd4j.rand(DataType.FLOAT, SIZE, SIZE);
  private final INDArray b = Nd4j.rand(DataType.FLOAT, SIZE, SIZE);
  private final INDArray product = Nd4j.create(DataType.FLOAT, new long[] {SIZE, SIZE}, 'f');
  private double best;

  /** A product in {@code threads} threads, at least 1. */
  Gemm(int threads) {
    this.threads = threads;
  }

  /** Multiplies once. */
  void measure() {
    int before = Nd4j.factory().blas().getMaxThreads();
    int openMpBefore = ops().ompGetMaxThreads();
    try {
      setThreads(threads, threads);
      long start = System.nanoTime();
      a.mmuli(b, product);
      best = Math.max(best, FLOPS / (System.nanoTime() - start));
    } finally {
      setThreads(before, openMpBefore);
    }
  }

  /** The best rate measured, in 10^9 operations per second. */
  double gflops() {
    return best;
  }

  /** OpenBLAS asks OpenMP whether it may use its threads, so both have to know. */
  private static void setThreads(int blas, int openMp) {
    if (!Device.current().runsInThreads()) {
      return;
    }
    Nd4j.factory().blas().setMaxThreads(blas);
    ops().setOmpNumThreads(openMp);
  }

  private static NativeOps ops() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }
}
