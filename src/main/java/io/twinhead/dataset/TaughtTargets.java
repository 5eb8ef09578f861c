package io.twinhead.dataset;

/**
 * The labels of examples, and beside them what a teacher says: {@code [hard.., soft..]} for each.
 *
 * @param hard the labels
 * @param soft row-major [examples, {@code hard.width()}], probabilities
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to loops over primitives; not compared
public record TaughtTargets(Targets hard, float[] soft) implements Targets {
  public TaughtTargets {
    if (soft.length != hard.size() * hard.width()) {
      throw new IllegalArgumentException(
          "%d soft targets for %d examples of %d targets"
              .formatted(soft.length, hard.size(), hard.width()));
    }
  }

  @Override
  public int size() {
    return hard.size();
  }

  @Override
  public int width() {
    return 2 * hard.width();
  }

  @Override
  public int lossTerms() {
    return hard.lossTerms();
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    hard.copyTo(row, target, offset);
    System.arraycopy(soft, row * hard.width(), target, offset + hard.width(), hard.width());
  }
}
