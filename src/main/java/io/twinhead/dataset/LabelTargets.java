package io.twinhead.dataset;

/**
 * Any of several labels may hold for an example; the targets are their probabilities.
 *
 * @param labels their number, at least 1
 * @param indicators 0 or 1, row-major [examples, labels]
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to loops over primitives; not compared
public record LabelTargets(int labels, byte[] indicators) implements Targets {
  public LabelTargets {
    if (labels < 1 || indicators.length % labels != 0) {
      throw new IllegalArgumentException(
          "%d indicators do not fill rows of %d labels".formatted(indicators.length, labels));
    }
  }

  @Override
  public int size() {
    return indicators.length / labels;
  }

  @Override
  public int width() {
    return labels;
  }

  @Override
  public int lossTerms() {
    return labels;
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    for (int k = 0; k < labels; k++) {
      target[offset + k] = indicators[row * labels + k];
    }
  }
}
