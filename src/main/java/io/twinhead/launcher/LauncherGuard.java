package io.twinhead.launcher;

import java.time.Duration;
import java.util.Optional;

/**
 * Ends a worker whose launcher is gone: a launcher killed by SIGKILL cannot pass anything on, and
 * its worker would train on unseen.
 *
 * <p>The sign is the worker's parent process. It changes at the launcher's death, even if nobody
 * has collected the dead launcher, and no other process that gets the number again can be it.
 */
public final class LauncherGuard {
  /** System property with the launcher's process id; without it there is nothing to guard. */
  public static final String PROPERTY = "twinhead.launcher.pid";

  /** The exit code then, as after a hang-up (128 + SIGHUP). */
  public static final int EXIT_CODE = 129;

  private static final Duration INTERVAL = Duration.ofMillis(250);

  private LauncherGuard() {}

  /** Starts watching, if a launcher started this process. Call once, at the start. */
  public static void start() {
    Long launcher = Long.getLong(PROPERTY);
    if (launcher != null) {
      Thread thread = new Thread(() -> watch(launcher), "launcher-guard");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Halts, because orderly shutdown may wait for the very computation that has to end. */
  private static void watch(long launcher) {
    try {
      while (isParent(launcher)) {
        Thread.sleep(INTERVAL.toMillis());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the guard", e);
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  private static boolean isParent(long launcher) {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    return parent.isPresent() && parent.get().pid() == launcher;
  }
}
