package io.twinhead.audit;

import io.twinhead.config.InputException;
import io.twinhead.head.OutputHead;
import io.twinhead.training.SavedRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The identities on the logits that a finished network computed, and whether its training left the
 * baseline (claim S9).
 */
public final class RunAudit {
  private final RunOutputs run;
  private final double[] shares;

  private RunAudit(RunOutputs run) {
    this.run = run;
    this.shares = shares(run);
  }

  /**
   * Audits a run on its test part.
   *
   * @throws InputException if its rows cannot be found again
   */
  public static AuditReport check(SavedRun run, long seed) {
    return check(TestPart.of(run), seed);
  }

  /** Audits the outputs of one run. */
  static AuditReport check(RunOutputs run, long seed) {
    RunAudit audit = new RunAudit(run);
    List<Check> checks = new ArrayList<>();
    checks.addAll(Identities.check(new Functions() {}, Points.of(audit.logits(), seed)));
    checks.add(audit.beatsEntropy());
    if (!run.distilled()) { // a teacher's part in the loss has no such start
      checks.add(audit.leftTheStart());
    }
    checks.add(audit.staysFinite());
    return AuditReport.of(checks, audit.diagnosis());
  }

  private Check beatsEntropy() {
    Statement statement =
        new Statement(
            "S9.1", "log loss above the entropy of the class shares; nats", "L <= H(shares)", 0);
    statement.between(0, run.meanCalibratedLoss(), run.head().entropy(shares));
    return statement.check();
  }

  private Check leftTheStart() {
    Statement statement =
        new Statement(
            "S9.2",
            "least training loss above that of equal shares; nats",
            String.format(Locale.ROOT, "min L <= %.4f", run.head().uniformLoss()),
            0);
    Arrays.stream(run.trainLosses())
        .min()
        .ifPresent(loss -> statement.between(0, loss, run.head().uniformLoss()));
    return statement.check();
  }

  private Check staysFinite() {
    Statement statement =
        new Statement("S9.3", "losses of epochs that are not finite; count", "L < infinity", 0);
    for (double[] losses : List.of(run.trainLosses(), run.validationLosses())) {
      for (double loss : losses) {
        statement.counts(Double.isFinite(loss));
      }
    }
    return statement.check();
  }

  private Diagnosis diagnosis() {
    double[] validation = run.validationLosses();
    OptionalDouble best = Arrays.stream(validation).min();
    return new Diagnosis(
        run.head().description(),
        run.rows(),
        run.weighedByClass(),
        run.meanCalibratedLoss(),
        run.head().entropy(shares),
        run.head().uniformLoss(),
        best.isPresent() ? best.getAsDouble() : null,
        best.isPresent() ? validation[validation.length - 1] : null,
        antisymmetry(),
        Saturation.of(run),
        StockLoss.of(run));
  }

  private double[] logits() {
    OutputHead head = run.head();
    if (head.targets() > 1) {
      return run.logits();
    }
    double[] logOdds = new double[run.rows()];
    Arrays.setAll(logOdds, i -> head.logOdds(run.logits(), i));
    return logOdds;
  }

  private @Nullable Double antisymmetry() {
    if (run.head().outputs() != 2 || run.head().targets() != 1) {
      return null;
    }
    double sums = 0;
    double differences = 0;
    for (int i = 0; i < run.rows(); i++) {
      sums += Math.abs(run.logits()[2 * i] + run.logits()[2 * i + 1]);
      differences += Math.abs(run.logits()[2 * i + 1] - run.logits()[2 * i]);
    }
    return differences == 0 ? null : sums / differences;
  }

  /** The weighted mean of each target. */
  private static double[] shares(RunOutputs run) {
    int width = run.head().targets();
    double[] shares = new double[width];
    for (int i = 0; i < run.targets().length; i++) {
      shares[i % width] += run.weights()[i / width] * run.targets()[i] / run.totalWeight();
    }
    return shares;
  }
}
