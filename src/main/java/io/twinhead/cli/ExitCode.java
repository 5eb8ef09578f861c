package io.twinhead.cli;

/** The process's exit codes. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** A bug in this program. */
  public static final int BUG = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** Bad data, configuration, model file or output place. */
  public static final int INPUT = 3;

  /** Backend or device not usable. */
  public static final int BACKEND = 4;

  /** A check that was asked for did not hold. */
  public static final int CHECK = 5;

  /** Interrupted by a signal. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
