package io.twinhead.dataset;

import java.util.Arrays;

/**
 * Each example has exactly one class. Of two classes the target is the probability of the second,
 * of more a distribution (one-hot).
 *
 * @param classes their number, at least 2
 * @param codes class of each example
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to loops over primitives; not compared
public record ClassTargets(int classes, int[] codes) implements Targets {
  public ClassTargets {
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] < 0 || codes[i] >= classes) {
        throw new IllegalArgumentException(
            "example %d has the class code %d: must be from 0 to %d"
                .formatted(i + 1, codes[i], classes - 1));
      }
    }
  }

  @Override
  public int size() {
    return codes.length;
  }

  @Override
  public int width() {
    return classes == 2 ? 1 : classes;
  }

  @Override
  public int lossTerms() {
    return 1;
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    if (classes == 2) {
      target[offset] = codes[row];
      return;
    }
    Arrays.fill(target, offset, offset + classes, 0);
    target[offset + codes[row]] = 1;
  }
}
