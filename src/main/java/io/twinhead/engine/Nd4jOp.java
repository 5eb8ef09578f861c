package io.twinhead.engine;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.OpaqueContext;

/**
 * An operation of ND4J with its native context built once. It is called without ND4J's executioner,
 * which costs 1 to 2 microseconds a call and returns a new array, and on CUDA waits for the device
 * before each call; the device runs operations in the order in which they are called anyway.
 */
final class Nd4jOp implements Op {
  private static final NativeOps NATIVE = NativeOpsHolder.getInstance().getDeviceNativeOps();

  private final long hash;
  private final OpContext context;
  private final OpaqueContext nativeContext;
  private final OpInfo info;
  private final DoublePointer numbers;
  private final LongPointer integers;

  private Nd4jOp(Builder builder) {
    this.hash = DynamicCustomOp.builder(builder.operation).build().opHash();
    this.context = Nd4j.getExecutioner().buildContext();
    for (int i = 0; i < builder.inputs.length; i++) {
      context.setInputArray(i, builder.inputs[i]);
    }
    for (int i = 0; i < builder.outputs.length; i++) {
      context.setOutputArray(i, builder.outputs[i]);
    }
    context.setTArguments(builder.numbers);
    context.setIArguments(builder.integers);
    context.allowHelpers(builder.helpers);
    context.shapeFunctionOverride(true); // outputs have their shape: do not work it out again
    this.nativeContext = (OpaqueContext) context.contextPointer();
    this.numbers = new DoublePointer(builder.numbers);
    this.integers = new LongPointer(builder.integers);
    this.info = builder.info();
  }

  /** Begins an operation by ND4J's name of it. */
  static Builder of(String name, String operation) {
    return new Builder(name, operation);
  }

  @Override
  public void run() {
    if (NATIVE.execCustomOp2(null, hash, nativeContext) != 0) {
      throw new IllegalStateException(
          "%s (%s): %s".formatted(info.name(), info.kernel(), NATIVE.lastErrorMessage()));
    }
  }

  @Override
  public OpInfo info() {
    return info;
  }

  /** Replaces the first floating-point argument. */
  void number(double value) {
    if (numbers.get() != value) {
      numbers.put(value);
      NATIVE.setGraphContextTArguments(nativeContext, numbers, (int) numbers.capacity());
    }
  }

  /** Replaces the first integer argument. */
  void integer(long value) {
    integers.put(value);
    NATIVE.setGraphContextIArguments(nativeContext, integers, (int) integers.capacity());
  }

  /** What an operation is made of. */
  static final class Builder {
    private final String name;
    private final String operation;
    private INDArray[] inputs = {};
    private INDArray[] outputs = {};
    private double[] numbers = {};
    private long[] integers = {};
    private boolean helpers;
    private long flops;

    private Builder(String name, String operation) {
      this.name = name;
      this.operation = operation;
    }

    Builder in(INDArray... arrays) {
      inputs = arrays;
      return this;
    }

    Builder out(INDArray... arrays) {
      outputs = arrays;
      return this;
    }

    Builder numbers(double... values) {
      numbers = values;
      return this;
    }

    Builder integers(long... values) {
      integers = values;
      return this;
    }

    /** Allows ND4J's own use of oneDNN, which pays for convolutions and costs on small arrays. */
    Builder helpers() {
      helpers = true;
      return this;
    }

    Builder flops(long count) {
      flops = count;
      return this;
    }

    Nd4jOp build() {
      return new Nd4jOp(this);
    }

    private OpInfo info() {
      long bytes =
          Stream.concat(Arrays.stream(inputs), Arrays.stream(outputs))
              .mapToLong(array -> array.length() * array.dataType().width())
              .sum();
      return new OpInfo(
          name, "nd4j " + operation, text(inputs) + " > " + text(outputs), bytes, flops);
    }

    private static String text(INDArray[] arrays) {
      return Arrays.stream(arrays)
          .map(array -> Shapes.text(array.shape()))
          .collect(Collectors.joining(" "));
    }
  }
}
