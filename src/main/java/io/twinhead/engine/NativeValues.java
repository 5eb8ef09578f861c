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
  private final INDArray array;
  private final Device device;

  private NativeValues(INDArray array, Device device) {
    this.array = array;
    this.device = device;
  }

  /**
   * The values of an array, which has to outlive this. On a device, an array that is put to here
   * must not be written by operations too.
   */
  static NativeValues of(INDArray array, Device device) {
    device.bringToHost(array); // before that, there may be no address
    Pointer address = array.data().addressPointer();
    return array.dataType() == DataType.DOUBLE
        ? new Doubles(array, device, new DoublePointer(address))
        : new Floats(array, device, new FloatPointer(address));
  }

  /** Writes {@code source[from..from + count)} to the beginning. */
  final void put(float[] source, int from, int count) {
    write(source, from, count);
    device.wroteOnHost(array);
  }

  final void put(double[] source, int from, int count) {
    write(source, from, count);
    device.wroteOnHost(array);
  }

  /** Reads the first {@code count} values into {@code target}. */
  final void get(double[] target, int from, int count) {
    device.bringToHost(array);
    read(target, from, count);
  }

  abstract void write(float[] source, int from, int count);

  abstract void write(double[] source, int from, int count);

  abstract void read(double[] target, int from, int count);

  private static final class Floats extends NativeValues {
    private final FloatPointer pointer;
    private float[] converted = {};

    Floats(INDArray array, Device device, FloatPointer pointer) {
      super(array, device);
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
    void write(float[] source, int from, int count) {
      pointer.put(source, from, count);
    }

    @Override
    void write(double[] source, int from, int count) {
      float[] narrow = converted(count);
      for (int i = 0; i < count; i++) {
        narrow[i] = (float) source[from + i];
      }
      pointer.put(narrow, 0, count);
    }

    @Override
    void read(double[] target, int from, int count) {
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

    Doubles(INDArray array, Device device, DoublePointer pointer) {
      super(array, device);
      this.pointer = pointer;
    }

    @Override
    void write(float[] source, int from, int count) {
      if (converted.length < count) {
        converted = new double[count];
      }
      for (int i = 0; i < count; i++) {
        converted[i] = source[from + i];
      }
      pointer.put(converted, 0, count);
    }

    @Override
    void write(double[] source, int from, int count) {
      pointer.put(source, from, count);
    }

    @Override
    void read(double[] target, int from, int count) {
      pointer.get(target, from, count);
    }
  }
}
