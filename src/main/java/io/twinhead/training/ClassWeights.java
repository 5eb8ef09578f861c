package io.twinhead.training;

import io.twinhead.config.ClassWeight;
import io.twinhead.config.InputException;
import java.util.Arrays;
import java.util.List;

/**
 * Factors by class code, which multiply the sample weights of a training's rows. They change the
 * data, so to speak, and not the heads: both learn from the same weighted rows.
 *
 * @param factors by class code, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // for loops; never compared
public record ClassWeights(double[] factors) {
  /**
   * Works out the factors. Balanced ones are W / (K W_k), with W_k the total sample weight of class
   * k among K and W that of all: after them every class weighs the same, and the total is what it
   * was (scikit-learn's {@code compute_class_weight}).
   *
   * @param classes their names by code
   * @param codes class of each training row
   * @param weights sample weight of each training row
   * @throws InputException if a class is named that there is not
   */
  public static ClassWeights of(
      ClassWeight said, List<String> classes, int[] codes, float[] weights) {
    return said.balanced() ? balanced(classes.size(), codes, weights) : named(said, classes);
  }

  private static ClassWeights balanced(int classes, int[] codes, float[] weights) {
    double[] totals = new double[classes];
    for (int i = 0; i < codes.length; i++) {
      totals[codes[i]] += weights[i];
    }
    double all = Arrays.stream(totals).sum();
    double[] factors = new double[classes];
    Arrays.setAll(factors, k -> totals[k] == 0 ? 1 : all / (classes * totals[k]));
    return new ClassWeights(factors);
  }

  private static ClassWeights named(ClassWeight said, List<String> classes) {
    double[] factors = new double[classes.size()];
    Arrays.fill(factors, 1);
    said.byClass()
        .forEach(
            (name, factor) -> {
              int code = classes.indexOf(name);
              if (code < 0) {
                throw new InputException(
                    "class-weight: there is no class '%s'; the classes are %s"
                        .formatted(name, String.join(", ", classes)));
              }
              factors[code] = factor;
            });
    return new ClassWeights(factors);
  }

  /** The weights of rows times their classes' factors. */
  public float[] applied(int[] codes, float[] weights) {
    float[] applied = new float[weights.length];
    for (int i = 0; i < applied.length; i++) {
      applied[i] = (float) (weights[i] * factors[codes[i]]);
    }
    return applied;
  }
}
