package io.twinhead.audit;

import io.twinhead.config.InputException;
import io.twinhead.head.OutputHead;
import io.twinhead.training.Antisymmetry;
import io.twinhead.training.SavedRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

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
    checks.add(audit.leftTheStart());
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
            "least loss of an epoch above that of equal shares; nats",
            String.format(Locale.ROOT, "min L <= %.4f", run.head().uniformLoss()),
            0);
    DoubleStream.concat(comparableTrainLosses(), Arrays.stream(run.validationLosses()))
        .min()
        .ifPresent(loss -> statement.between(0, loss, run.head().uniformLoss()));
    return statement.check();
  }

  /** A teacher's part in the loss is T^2 times as large, and has no such start. */
  private DoubleStream comparableTrainLosses() {
    return run.distilled() ? DoubleStream.empty() : Arrays.stream(run.trainLosses());
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
        Antisymmetry.of(run.head(), run.logits()),
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
