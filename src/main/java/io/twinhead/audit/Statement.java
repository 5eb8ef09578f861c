package io.twinhead.audit;

/** Gathers the largest error of one statement. */
final class Statement {
  private final String id;
  private final String name;
  private final String formula;
  private final double tolerance;
  private double largest;

  Statement(String id, String name, String formula, double tolerance) {
    this.id = id;
    this.name = name;
    this.formula = formula;
    this.tolerance = tolerance;
  }

  /** Compares by the difference. */
  void absolute(double actual, double expected) {
    error(actual == expected ? 0 : Math.abs(actual - expected));
  }

  /** Compares by the difference's share of what is expected, or of the smallest normal number. */
  void relative(double actual, double expected) {
    double scale = Math.max(Math.abs(expected), Double.MIN_NORMAL);
    error(actual == expected ? 0 : Math.abs(actual - expected) / scale);
  }

  /** Compares by how far a value is outside a range. */
  void between(double low, double actual, double high) {
    error(Math.max(0, Math.max(low - actual, actual - high)));
  }

  /** Counts what is not as stated. */
  void counts(boolean asStated) {
    largest += asStated ? 0 : 1;
  }

  Check check() {
    return new Check(id, name, formula, largest, tolerance, largest <= tolerance);
  }

  private void error(double error) {
    largest = Math.max(largest, Double.isFinite(error) ? error : Double.MAX_VALUE);
  }
}
