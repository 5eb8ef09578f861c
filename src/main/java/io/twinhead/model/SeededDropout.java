package io.twinhead.model;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inverted dropout (Srivastava et al. 2014; kept values are scaled up, so that inference does
 * nothing) whose masks follow from a seed alone: not from the backend, the threads, the head, or
 * what ran before. Whoever trains calls {@link #begin} before each step, or computes the same masks
 * with {@link #layerSeed} and {@link #fill}.
 */
public final class SeededDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  /** Odd, and far from any small number: keeps the layers' seeds apart. */
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final double retain;

  /** Of the running step; from it the backward pass draws the forward pass's mask again. */
  private transient @Nullable Long layerSeed;

  /**
   * Keeps a share of the values.
   *
   * @param retain probability of keeping a value, above 0 and at most 1
   */
  public SeededDropout(double retain) {
    if (!(retain > 0 && retain <= 1)) {
      throw new IllegalArgumentException("retain = " + retain + ": must be above 0 and at most 1");
    }
    this.retain = retain;
  }

  /** The probability of keeping a value. */
  public double retain() {
    return retain;
  }

  /** Gives every seeded dropout of a network the seed of its masks in the coming step. */
  public static void begin(MultiLayerNetwork network, long stepSeed) {
    for (int i = 0; i < network.getnLayers(); i++) {
      if (network.getLayer(i).conf().getLayer().getIDropout() instanceof SeededDropout dropout) {
        dropout.layerSeed = layerSeed(stepSeed, i);
      }
    }
  }

  /** The seed of the mask of one layer, by DL4J's number, in one step. */
  public static long layerSeed(long stepSeed, int layer) {
    return new SplittableRandom(stepSeed + layer * GOLDEN_RATIO).nextLong();
  }

  /**
   * Writes a mask, 0 or 1 / retain, into {@code mask[0..length)}.
   *
   * @param length rows x values per row; in row-major order, images as NHWC
   */
  public static void fill(float[] mask, int length, long layerSeed, double retain) {
    SplittableRandom random = new SplittableRandom(layerSeed);
    long threshold = Math.round(retain * (1L << Integer.SIZE));
    float[] values = {0, (float) (1 / retain)};
    for (int i = 0; i < length; i += 2) {
      long bits = random.nextLong(); // two values of 32 bits
      mask[i] = values[below(bits >>> Integer.SIZE, threshold)];
      if (i + 1 < length) {
        mask[i + 1] = values[below(bits & 0xFFFFFFFFL, threshold)];
      }
    }
  }

  /** 1 if {@code bits < threshold}, else 0: no branch, which processors would guess wrong. */
  private static int below(long bits, long threshold) {
    return (int) ((bits - threshold) >>> (Long.SIZE - 1));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if no step has begun
   */
  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    return input.muli(mask(input), result);
  }

  @Override
  public INDArray backprop(
      INDArray outputGradient, INDArray inputGradient, int iteration, int epoch) {
    return outputGradient.muli(mask(outputGradient), inputGradient);
  }

  private INDArray mask(INDArray values) {
    if (layerSeed == null) {
      throw new IllegalStateException("dropout has no seed: call SeededDropout.begin first");
    }
    float[] mask = new float[Math.toIntExact(values.length())];
    fill(mask, mask.length, layerSeed, retain);
    return Nd4j.createFromArray(mask).reshape(values.shape()).castTo(values.dataType());
  }

  /** Nothing: masks are not kept. */
  @Override
  public void clear() {}

  /** A copy that waits for a step of its own. */
  @Override
  public SeededDropout clone() {
    return new SeededDropout(retain);
  }
}
