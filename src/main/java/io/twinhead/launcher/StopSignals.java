package io.twinhead.launcher;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Requests to stop, by SIGINT (Ctrl-C), SIGTERM (container, batch system) or SIGHUP (terminal
 * gone), which all mean the same.
 *
 * <p>One request can arrive twice: a terminal and {@code timeout} signal the worker and the
 * launcher, and the launcher passes on what it gets. Signals within half a second of a request's
 * first one therefore belong to it; a later signal is a new request.
 */
public final class StopSignals {
  private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(500);
  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

  private final Runnable request;
  private final LongSupplier clock;
  private boolean any;
  private long first;

  StopSignals(Runnable request, LongSupplier clock) {
    this.request = request;
    this.clock = clock;
  }

  /**
   * Runs {@code request} once for each request to stop, from now on and instead of the JVM's own
   * reaction, which is to exit. It runs on a thread of the JVM's, one at a time. A signal that the
   * process was started to ignore ({@code nohup}) stays ignored.
   */
  public static void listen(Runnable request) {
    StopSignals signals = new StopSignals(request, System::nanoTime);
    handle(signals::arrived);
  }

  /**
   * Runs {@code handler} for each of the signals above that this system has. Nothing supported in
   * the JDK tells a program of a signal and lets it go on.
   */
  static void handle(Runnable handler) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    for (String name : NAMES) {
      if (!(windows && name.equals("HUP"))) {
        sun.misc.Signal.handle(new sun.misc.Signal(name), signal -> handler.run());
      }
    }
  }

  synchronized void arrived() {
    long now = clock.getAsLong();
    if (!any || now - first > WINDOW) {
      any = true;
      first = now;
      request.run();
    }
  }
}
