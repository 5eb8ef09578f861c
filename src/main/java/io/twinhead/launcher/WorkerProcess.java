package io.twinhead.launcher;

import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * The running worker: it has the launcher's own standard streams, hears of signals, and gives its
 * exit code.
 *
 * <p>Every signal to stop reaches the worker as SIGTERM, the one signal that Java can send. A
 * terminal's Ctrl-C, or a signal to the whole process group, reaches the worker directly as well;
 * the launcher cannot tell, and to stay silent would lose a {@code kill -INT} meant for it alone.
 * So it always passes the signal on, and {@link StopSignals} takes the two for one request.
 */
final class WorkerProcess {
  /** The exit code of an interrupted command. */
  static final int INTERRUPTED = 130;

  private static final int SIGNALLED = 128;

  private final WorkerCommand command;
  private final PrintStream err;
  private @Nullable Process process;
  private boolean stopping;

  WorkerProcess(WorkerCommand command, PrintStream err) {
    this.command = command;
    this.err = err;
  }

  /** Runs the worker to its end and returns the exit code that the launcher ends with. */
  int run() throws InterruptedException {
    StopSignals.handle(this::stop);
    Process started = start();
    if (started == null) {
      return INTERRUPTED;
    }
    return exitCode(started.waitFor());
  }

  private synchronized @Nullable Process start() {
    if (stopping) {
      return null;
    }
    ProcessBuilder builder = new ProcessBuilder(command.words(Launcher.encoding())).inheritIO();
    builder.environment().putAll(command.environment());
    try {
      process = builder.start();
      return process;
    } catch (IOException e) {
      throw new LaunchException(
          LaunchException.BACKEND,
          "The worker cannot be started ("
              + e.getMessage()
              + "). Run twinhead with a complete Java 17 or later, whose folder holds bin/java.");
    }
  }

  private synchronized void stop() {
    stopping = true;
    // Windows can only kill; there the console tells every process of its own.
    if (process != null && process.supportsNormalTermination()) {
      process.destroy();
    }
  }

  private synchronized int exitCode(int code) {
    int signal = code - SIGNALLED;
    boolean stopSignal = signal == 1 || signal == 2 || signal == 15;
    if (stopSignal && stopping) {
      return INTERRUPTED; // the worker had not got to where it handles signals: nothing to save
    }
    if (signal > 0 && code != INTERRUPTED) {
      err.println("error: the worker was ended by signal " + signal + hint(signal) + ".");
    }
    return code;
  }

  private static String hint(int signal) {
    return switch (signal) {
      case 6, 7, 11 ->
          ": it crashed; hs_err_pid*.log in the current folder, if there is one, says where";
      case 9 ->
          ": killed from outside, often because the machine or the container ran out of memory;"
              + " try a smaller --batch-size or give it more";
      default -> "";
    };
  }
}
