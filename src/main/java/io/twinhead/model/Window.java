package io.twinhead.model;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;

/** A square of {@code size} x {@code size} pixels that slides over an image. */
record Window(int size, int stride, Padding padding) {
  /** The number of places along a side of {@code length} pixels; below 1 if it does not fit. */
  int places(int length) {
    return switch (padding) {
      case VALID -> Math.floorDiv(length - size, stride) + 1;
      case SAME -> (length + stride - 1) / stride;
    };
  }

  /** The shape of the result on an image {@code {height, width, channels}}. */
  int[] outputShape(int[] input, int channels) {
    return new int[] {places(input[0]), places(input[1]), channels};
  }

  /** A DL4J layer that pools what the window sees. */
  Layer pool(PoolingType type) {
    return new SubsamplingLayer.Builder(type, sizes(), strides())
        .convolutionMode(padding.toDl4j())
        .dataFormat(CNN2DFormat.NHWC)
        .avgPoolIncludePadInDivisor(false)
        .build();
  }

  int[] sizes() {
    return new int[] {size, size};
  }

  int[] strides() {
    return new int[] {stride, stride};
  }

  @Override
  public String toString() {
    return size + "x" + size;
  }
}
