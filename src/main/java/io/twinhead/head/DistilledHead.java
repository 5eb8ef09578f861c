package io.twinhead.head;

import java.util.Arrays;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A head that learns from a teacher's probabilities besides the labels (Hinton, Vinyals and Dean
 * 2015, "Distilling the Knowledge in a Neural Network"):
 *
 * <pre>
 *   L(z) = alpha L_base(z; hard) + (1 - alpha) T^2 L_base(z / T; soft)
 * </pre>
 *
 * where soft is the teacher's output at the same temperature T, such as sigma(d / T) for the
 * teacher's log-odds d. T^2 keeps the second gradient's size, which is 1 / T^2 without it. One
 * sigmoid unit and two softmax units have the same soft target and the same gradient by the
 * log-odds. Outputs are those of the base.
 *
 * <p>Targets are twice the base's: {@code [hard.., soft..]} per row.
 *
 * @param base the student's head
 * @param temperature T, above 0; 1 leaves the teacher's probabilities as they are
 * @param alpha the labels' share, 0 to 1
 */
public record DistilledHead(OutputHead base, double temperature, double alpha)
    implements OutputHead {
  public DistilledHead {
    if (base instanceof DistilledHead) {
      throw new IllegalArgumentException("this head is distilled already: " + base.description());
    }
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "temperature = " + temperature + ": must be a number above 0");
    }
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha = " + alpha + ": must be between 0 and 1");
    }
  }

  @Override
  public String name() {
    return base.name();
  }

  @Override
  public String description() {
    return "%s, distilled at temperature %s with labels weighing %s"
        .formatted(base.description(), temperature, alpha);
  }

  @Override
  public int outputs() {
    return base.outputs();
  }

  @Override
  public int targets() {
    return 2 * base.targets();
  }

  @Override
  public double logOdds(double[] logits, int row) {
    return base.logOdds(logits, row);
  }

  @Override
  public void probabilities(double[] logits, int row, double[] out) {
    base.probabilities(logits, row, out);
  }

  @Override
  public void logProbabilities(double[] logits, int row, double[] out) {
    base.logProbabilities(logits, row, out);
  }

  @Override
  public double loss(double[] logits, int row, float[] targets) {
    double hard = alpha == 0 ? 0 : alpha * base.loss(row(logits, row), 0, hard(targets, row));
    double soft =
        alpha == 1
            ? 0
            : (1 - alpha)
                * temperature
                * temperature
                * base.loss(cooled(logits, row), 0, soft(targets, row));
    return hard + soft;
  }

  @Override
  public void gradient(
      double[] logits, int row, float[] targets, double weight, double[] gradient) {
    double[] hard = new double[outputs()];
    double[] soft = new double[outputs()];
    if (alpha > 0) {
      base.gradient(row(logits, row), 0, hard(targets, row), weight * alpha, hard);
    }
    if (alpha < 1) {
      double share = weight * (1 - alpha) * temperature; // T^2 times the inner derivative 1 / T
      base.gradient(cooled(logits, row), 0, soft(targets, row), share, soft);
    }
    for (int k = 0; k < hard.length; k++) {
      gradient[row * hard.length + k] = hard[k] + soft[k];
    }
  }

  @Override
  public double uniformLoss() {
    return (alpha + (1 - alpha) * temperature * temperature) * base.uniformLoss();
  }

  /** {@inheritDoc} Unless both halves are the same, no one output reaches both entropies. */
  @Override
  public double entropy(double[] shares) {
    double hard = base.entropy(Arrays.copyOf(shares, base.targets()));
    double soft = base.entropy(Arrays.copyOfRange(shares, base.targets(), shares.length));
    return alpha * hard + (1 - alpha) * temperature * temperature * soft;
  }

  @Override
  public Activation activation() {
    return base.activation();
  }

  @Override
  public ILossFunction stockLoss() {
    return base.stockLoss();
  }

  private double[] row(double[] logits, int row) {
    return Arrays.copyOfRange(logits, row * outputs(), (row + 1) * outputs());
  }

  private double[] cooled(double[] logits, int row) {
    double[] cooled = row(logits, row);
    for (int k = 0; k < cooled.length; k++) {
      cooled[k] /= temperature;
    }
    return cooled;
  }

  private float[] hard(float[] targets, int row) {
    return half(targets, 2 * row);
  }

  private float[] soft(float[] targets, int row) {
    return half(targets, 2 * row + 1);
  }

  private float[] half(float[] targets, int index) {
    return Arrays.copyOfRange(targets, index * base.targets(), (index + 1) * base.targets());
  }
}
