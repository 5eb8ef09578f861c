package io.twinhead.launcher;

/** The launcher as it is, but for the worker it starts. */
final class LauncherMain {
  private LauncherMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Launcher launcher =
        new Launcher(WorkerMain.class.getName(), TrialMain.class.getName(), System.out, System.err);
    System.exit(launcher.run(arguments));
  }
}
