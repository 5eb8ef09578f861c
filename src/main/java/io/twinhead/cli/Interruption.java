package io.twinhead.cli;

import io.twinhead.launcher.StopSignals;
import java.util.concurrent.CancellationException;

/**
 * Requests to stop: the first interrupts the main thread, which winds up and ends with {@link
 * ExitCode#INTERRUPTED}; a second one ends the process at once.
 */
public final class Interruption {
  private final Thread thread;
  private volatile boolean interrupted;

  private Interruption(Thread thread) {
    this.thread = thread;
  }

  /** Never interrupted: for running in-process. */
  public static Interruption none() {
    return new Interruption(Thread.currentThread());
  }

  static Interruption install() {
    Interruption interruption = new Interruption(Thread.currentThread());
    StopSignals.listen(interruption::received);
    return interruption;
  }

  /** Whether a request has come. */
  boolean interrupted() {
    return interrupted;
  }

  /**
   * Ends what the thread does, if it was asked to stop.
   *
   * @throws CancellationException if so
   */
  static void stopIfAsked() {
    if (Thread.interrupted()) {
      throw new CancellationException("interrupted");
    }
  }

  void received() {
    if (interrupted) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
    interrupted = true;
    thread.interrupt();
  }
}
