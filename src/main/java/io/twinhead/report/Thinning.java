package io.twinhead.report;

import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Fewer points for the same line: Douglas and Peucker's algorithm ("Algorithms for the reduction of
 * the number of points required to represent a digitized line", 1973), corners in the order of
 * their weight until as many are kept as there is room for.
 */
final class Thinning {
  private final double[] x;
  private final double[] y;

  private Thinning(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /**
   * Returns points {x, y} of a line within the unit square, its ends and corners among them,
   * rounded to four decimals.
   *
   * @param most number of points, at least 2
   */
  static double[][] of(double[] x, double[] y, int most) {
    return new Thinning(x, y).thin(most);
  }

  private double[][] thin(int most) {
    BitSet kept = new BitSet();
    kept.set(0);
    kept.set(x.length - 1);
    PriorityQueue<Piece> pieces =
        new PriorityQueue<>(Comparator.comparingDouble((Piece piece) -> -piece.distance));
    pieces.add(piece(0, x.length - 1));
    while (kept.cardinality() < most) {
      Piece piece = pieces.poll();
      if (piece == null || piece.distance < 1e-9) {
        break;
      }
      kept.set(piece.farthest);
      pieces.add(piece(piece.from, piece.farthest));
      pieces.add(piece(piece.farthest, piece.to));
    }
    return kept.stream()
        .mapToObj(i -> new double[] {rounded(x[i]), rounded(y[i])})
        .toArray(double[][]::new);
  }

  /** Points of the line between two kept ones, and the one farthest from the straight line. */
  private record Piece(int from, int to, int farthest, double distance) {}

  private Piece piece(int from, int to) {
    double dx = x[to] - x[from];
    double dy = y[to] - y[from];
    double length = Math.hypot(dx, dy);
    int farthest = from;
    double largest = 0;
    for (int i = from + 1; i < to; i++) {
      double ex = x[i] - x[from];
      double ey = y[i] - y[from];
      double distance = length == 0 ? Math.hypot(ex, ey) : Math.abs(dx * ey - dy * ex) / length;
      if (distance > largest) {
        largest = distance;
        farthest = i;
      }
    }
    return new Piece(from, to, farthest, largest);
  }

  /** Four decimals: a tenth of a pixel. */
  static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
