package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.Arrays;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Weighted logistic regression on a few features by Newton's method with step halving (Lin, Lin and
 * Weng, "A note on Platt's probabilistic outputs for support vector machines", 2007).
 *
 * <p>Features are standardised, so neither their scale nor their offset plays a part. A ridge of
 * 1e-12 on the mean loss, too small to show otherwise, makes the optimum exist where the classes
 * can be separated or the features are collinear. Each step lowers the loss.
 */
final class LogisticRegression {
  private static final double RIDGE = 1e-12;
  private static final double CONVERGED = 1e-20;
  private static final double ROUNDING = 1e-14;
  private static final double SHORTEST = 1e-10;
  private static final int MAX_STEPS = 100;

  private final double[][] columns;
  private final double[] targets;
  private final double[] weights;

  private LogisticRegression(double[][] columns, double[] targets, double[] weights) {
    this.columns = columns;
    this.targets = targets;
    this.weights = weights;
  }

  /**
   * Minimises the mean cross-entropy of the targets.
   *
   * @param features one array per feature, finite
   * @param targets probabilities of the positive class, neither all 0 nor all 1
   * @param weights positive
   * @return the intercept, then one slope per feature; 0 for a feature that does not vary
   */
  static double[] fit(double[][] features, double[] targets, double[] weights) {
    double total = Arrays.stream(weights).sum();
    double[] shares = Arrays.stream(weights).map(w -> w / total).toArray();
    double[] means = new double[features.length];
    double[] scales = new double[features.length];
    double[][] columns = new double[features.length + 1][targets.length];
    Arrays.fill(columns[0], 1);
    for (int k = 0; k < features.length; k++) {
      double[] column = columns[k + 1];
      means[k] = mean(features[k], shares);
      for (int i = 0; i < column.length; i++) {
        column[i] = features[k][i] - means[k];
      }
      scales[k] = scale(column, shares, means[k]);
      for (int i = 0; i < column.length; i++) {
        column[i] /= scales[k];
      }
    }
    double[] fitted =
        new LogisticRegression(columns, targets, shares)
            .minimise(Logistic.logit(mean(targets, shares)))
            .toArray();
    for (int k = 0; k < features.length; k++) {
      fitted[k + 1] /= scales[k];
      fitted[0] -= fitted[k + 1] * means[k];
    }
    return fitted;
  }

  private RealVector minimise(double intercept) {
    RealVector point = new ArrayRealVector(columns.length);
    point.setEntry(0, intercept);
    for (int step = 0; step < MAX_STEPS; step++) {
      RealVector gradient = gradient(point);
      RealVector direction =
          new CholeskyDecomposition(hessian(point), ROUNDING, 0).getSolver().solve(gradient);
      double decrease = gradient.dotProduct(direction);
      RealVector next = descend(point, direction, decrease);
      if (decrease <= CONVERGED || next.equals(point)) {
        return next;
      }
      point = next;
    }
    return point;
  }

  /** Halves the step until it lowers the loss enough; returns the point itself if none does. */
  private RealVector descend(RealVector point, RealVector direction, double decrease) {
    double loss = loss(point);
    for (double length = 1; length > SHORTEST; length /= 2) {
      RealVector next = point.combine(1, -length, direction);
      if (loss(next) <= loss - 1e-4 * length * decrease + ROUNDING * loss) {
        return next;
      }
    }
    return point;
  }

  private double loss(RealVector point) {
    double[] d = logOdds(point);
    double sum = 0;
    for (int i = 0; i < d.length; i++) {
      sum +=
          weights[i]
              * (targets[i] * Logistic.softplus(-d[i])
                  + (1 - targets[i]) * Logistic.softplus(d[i]));
    }
    return sum + RIDGE / 2 * point.dotProduct(point);
  }

  private RealVector gradient(RealVector point) {
    double[] d = logOdds(point);
    double[] residuals = new double[d.length];
    for (int i = 0; i < d.length; i++) {
      residuals[i] =
          (1 - targets[i]) * Logistic.sigmoid(d[i]) - targets[i] * Logistic.sigmoid(-d[i]);
    }
    RealVector gradient = point.mapMultiply(RIDGE);
    for (int j = 0; j < columns.length; j++) {
      gradient.addToEntry(j, product(columns[j], residuals));
    }
    return gradient;
  }

  private RealMatrix hessian(RealVector point) {
    double[] d = logOdds(point);
    RealMatrix hessian = MatrixUtils.createRealIdentityMatrix(columns.length).scalarMultiply(RIDGE);
    for (int j = 0; j < columns.length; j++) {
      double[] curved = new double[d.length];
      for (int i = 0; i < d.length; i++) {
        curved[i] = columns[j][i] * Logistic.sigmoid(d[i]) * Logistic.sigmoid(-d[i]);
      }
      for (int k = 0; k <= j; k++) {
        double entry = product(columns[k], curved);
        hessian.addToEntry(j, k, entry);
        if (k < j) {
          hessian.addToEntry(k, j, entry);
        }
      }
    }
    return hessian;
  }

  private double[] logOdds(RealVector point) {
    double[] d = new double[targets.length];
    for (int j = 0; j < columns.length; j++) {
      double slope = point.getEntry(j);
      for (int i = 0; i < d.length; i++) {
        d[i] += slope * columns[j][i];
      }
    }
    return d;
  }

  /** The weighted sum over rows of one column times another. */
  private double product(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += weights[i] * left[i] * right[i];
    }
    return sum;
  }

  private static double mean(double[] values, double[] shares) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += shares[i] * values[i];
    }
    return sum;
  }

  /** The standard deviation; infinite where it is only the rounding of a constant. */
  private static double scale(double[] centred, double[] shares, double mean) {
    double sum = 0;
    for (int i = 0; i < centred.length; i++) {
      sum += shares[i] * centred[i] * centred[i];
    }
    double deviation = Math.sqrt(sum);
    return deviation > ROUNDING * Math.abs(mean) ? deviation : Double.POSITIVE_INFINITY;
  }
}
