package io.twinhead.model;

import java.util.Locale;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/** What a window does at the edge of an image; the names and rules are those of Keras. */
public enum Padding {
  /** It stays inside; rows and columns left over at the far edges are ignored. */
  VALID(ConvolutionMode.Truncate),
  /** Zeros around the image, one more at the far edges if odd, so that stride 1 keeps its size. */
  SAME(ConvolutionMode.Same);

  private final ConvolutionMode dl4j;

  Padding(ConvolutionMode dl4j) {
    this.dl4j = dl4j;
  }

  ConvolutionMode toDl4j() {
    return dl4j;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
