package io.twinhead.head;

/** Turning scores into distributions without overflow and without losing the winner's tail. */
final class LogSoftmax {
  private LogSoftmax() {}

  /**
   * Replaces scores by log softmax, a_k - log sum_j exp(a_j), exact for the largest score too,
   * where it is -log(1 + the others).
   *
   * @param a at least one of them finite, none of them positive infinity
   */
  static void apply(double[] a) {
    int top = 0;
    for (int k = 1; k < a.length; k++) {
      top = a[k] > a[top] ? k : top;
    }
    double largest = a[top];
    double others = 0;
    for (int k = 0; k < a.length; k++) {
      others += k == top ? 0 : Math.exp(a[k] - largest);
    }
    double rest = Math.log1p(others);
    for (int k = 0; k < a.length; k++) {
      a[k] = a[k] - largest - rest;
    }
  }
}
