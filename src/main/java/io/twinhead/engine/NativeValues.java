package io.twinhead.engine;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copies between Java arrays and a native array in row-major order, without new memory after the
 * first time.
 */
abstract sealed class NativeValues {
  /** The values of an array, which has to outlive this. */
  static NativeValues of(INDArray array) {
    Pointer address = array.data().addressPointer();
    return array.dataType() == DataType.DOUBLE
        ? new Doubles(new DoublePointer(address))
        : new Floats(new FloatPointer(address));
  }

  /** Writes {@code source[from..from + count)} to the beginning. */
  abstract void put(float[] source, int from, int count);

  abstract void put(double[] source, int from, int count);

  /** Reads the first {@code count} values into {@code target}. */
  abstract void get(double[] target, int from, int count);

  private static final class Floats extends NativeValues {
    private final FloatPointer pointer;
    private float[] converted = {};

    Floats(FloatPointer pointer) {
      this.pointer = pointer;
    }

    /** Kept from step to step; the values of features need none. */
    private float[] converted(int count) {
      if (converted.length < count) {
        converted = new float[count];
      }
      return converted;
    }

    @Override
    void put(float[] source, int from, int count) {
      pointer.put(source, from, count);
    }

    @Override
    void put(double[] source, int from, int count) {
      float[] narrow = converted(count);
      for (int i = 0; i < count; i++) {
        narrow[i] = (float) source[from + i];
      }
      pointer.put(narrow, 0, count);
    }

    @Override
    void get(double[] target, int from, int count) {
      float[] narrow = converted(count);
      pointer.get(narrow, 0, count);
      for (int i = 0; i < count; i++) {
        target[from + i] = narrow[i];
      }
    }
  }

  private static final class Doubles extends NativeValues {
    private final DoublePointer pointer;
    private double[] converted = {};

    Doubles(DoublePointer pointer) {
      this.pointer = pointer;
    }

    @Override
    void put(float[] source, int from, int count) {
      if (converted.length < count) {
        converted = new double[count];
      }
      for (int i = 0; i < count; i++) {
        converted[i] = source[from + i];
      }
      pointer.put(converted, 0, count);
    }

    @Override
    void put(double[] source, int from, int count) {
      pointer.put(source, from, count);
    }

    @Override
    void get(double[] target, int from, int count) {
      pointer.get(target, from, count);
    }
  }
}
