package io.twinhead.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What units are built on: a number of rows, the network's flat vectors, and buffers, which live
 * until it is closed.
 */
final class Arena implements AutoCloseable {
  private final DataType type;
  private final int rows;
  private final INDArray parameters;
  private final @Nullable INDArray gradients;
  private final Map<Integer, INDArray> masks;
  private final Device device;
  private Slab slab;
  private final List<INDArray> buffers = new ArrayList<>();
  private final Map<INDArray, INDArray> sums = new IdentityHashMap<>();

  /**
   * Begins with nothing allocated.
   *
   * @param gradients flat, to be written by backward operations; null for inference
   * @param masks of dropout by DL4J layer, [rows, values]; empty for inference
   * @param slab for memory that need not survive between runs
   * @param device that the buffers are on
   */
  Arena(
      int rows,
      INDArray parameters,
      @Nullable INDArray gradients,
      Map<Integer, INDArray> masks,
      Slab slab,
      Device device) {
    this.type = parameters.dataType();
    this.rows = rows;
    this.parameters = parameters;
    this.gradients = gradients;
    this.masks = masks;
    this.slab = slab;
    this.device = device;
  }

  Device device() {
    return device;
  }

  int rows() {
    return rows;
  }

  boolean training() {
    return gradients != null;
  }

  /** A slab for one block: blocks keep things from forward to backward. */
  Slab nextSlab() {
    Slab mine = slab;
    slab = slab.next();
    return mine;
  }

  DataType type() {
    return type;
  }

  /** A new buffer for all rows, zero at first; {@code shape} is that of one example. */
  INDArray activations(long... shape) {
    return array(Shapes.rows(rows, shape));
  }

  /** The same for images, in the device's layout. */
  INDArray images(long... shape) {
    return array(device.images().batch(rows, shape));
  }

  /** A new buffer, zero at first, since leftovers could be NaN or slow denormal numbers. */
  INDArray array(long... shape) {
    INDArray array = Nd4j.create(type, shape, 'c');
    buffers.add(array);
    return array;
  }

  /** A new row of ones, by which a matrix product sums over rows. */
  INDArray ones(long length) {
    INDArray ones = array(1, length);
    ones.assign(1);
    return ones;
  }

  /** A new array of one number, which ND4J combines with every value of another. */
  INDArray constant(double value) {
    INDArray constant = array(1);
    constant.assign(value);
    return constant;
  }

  INDArray value(Parameter parameter) {
    return parameter.in(parameters);
  }

  INDArray vector(Parameter parameter) {
    return parameter.vectorIn(parameters);
  }

  INDArray gradient(Parameter parameter) {
    return parameter.in(Objects.requireNonNull(gradients));
  }

  INDArray gradientVector(Parameter parameter) {
    return parameter.vectorIn(Objects.requireNonNull(gradients));
  }

  INDArray mask(int layer) {
    return Objects.requireNonNull(masks.get(layer), "no mask for layer " + layer);
  }

  /** Notes that two gradients have the same sum over each channel, the second with fewer values. */
  void sameSums(INDArray gradient, INDArray smaller) {
    sums.put(gradient, smaller);
  }

  /** The smallest array with the same sum over each channel. */
  INDArray summable(INDArray gradient) {
    return sums.getOrDefault(gradient, gradient);
  }

  @Override
  public void close() {
    buffers.forEach(INDArray::close);
    buffers.clear();
  }
}
