package io.twinhead.engine;

import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a plan does in another way on another backend of ND4J; whatever is not asked here is the
 * same on all. Where values lie: on CUDA an array has a copy on the host and one on the device, and
 * ND4J's native operations bring the latter up to date before they read it and note that they wrote
 * it. So only Java code that uses a host address has to say so, here. In a step that is the batch
 * with its dropout masks, the logits, and the gradient by the logits.
 */
enum Device {
  /** One memory; oneDNN; how a step is divided among threads is found by measuring. */
  CPU(Layout.CHANNELS_LAST),

  /**
   * One stream of operations in one thread. cuDNN takes DL4J's weights, [out, in, kernel height,
   * kernel width], as they are if images have their channels first.
   */
  CUDA(Layout.CHANNELS_FIRST);

  private final Layout images;

  Device(Layout images) {
    this.images = images;
  }

  /** That of the backend that ND4J has loaded. */
  static Device current() {
    return Nd4j.getExecutioner().type() == ExecutionerType.CUDA ? CUDA : CPU;
  }

  /** The layout in which convolutions and poolings take images. */
  Layout images() {
    return images;
  }

  /** Whether kernels, slices and threads are to choose from. */
  boolean hasChoice() {
    return this == CPU;
  }

  /**
   * Whether native code runs in threads of a number that can be set; CUDA takes that number for the
   * size of its blocks.
   */
  boolean runsInThreads() {
    return this == CPU;
  }

  /**
   * Whether several simple operations are sooner done than one that ND4J runs value by value; on a
   * GPU the number of launches counts.
   */
  boolean prefersSimpleOperations() {
    return this == CPU;
  }

  /** Waits until all that was begun is done, so that the host may write what it read. */
  void await() {
    if (this == CUDA) {
      Nd4j.getExecutioner().commit();
    }
  }

  /** Makes the host's copy of an array the current one, before its address is read. */
  void bringToHost(INDArray array) {
    if (this == CUDA) {
      Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    }
  }

  /** Says that all that counts of an array has been written at its address on the host. */
  void wroteOnHost(INDArray array) {
    if (this == CUDA) {
      Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    }
  }
}
