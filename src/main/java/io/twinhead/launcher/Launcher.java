package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Usable;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the worker JVM with everything that has to be settled before ND4J loads, and is its
 * stand-in towards the outside: same streams, same signals, same exit code.
 *
 * <p>{@code --backend} (or {@code TWINHEAD_BACKEND}) chooses what computes; {@code --print-command}
 * prints the worker's command instead of running it. Everything else is the worker's business.
 * Strings are joined without {@code +} on the way to the worker: its first use costs 20 ms.
 */
public final class Launcher {
  static final String PRINT_COMMAND = "--print-command";

  private static final String QUIET = "--quiet";

  /** Property with the time when the user's command began, in milliseconds since 1970. */
  static final String STARTED = "twinhead.command.started";

  private static final String WORKER = "io.twinhead.cli.Main";
  private static final String TRIAL = "io.twinhead.cli.BackendProbe";

  private final String mainClass;
  private final String trialClass;
  private final PrintStream out;
  private final PrintStream err;

  Launcher(String mainClass, String trialClass, PrintStream out, PrintStream err) {
    this.mainClass = mainClass;
    this.trialClass = trialClass;
    this.out = out;
    this.err = err;
  }

  /** Ends with the worker's exit code; 4 without a usable backend, 2 for an unknown one. */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(new Launcher(WORKER, TRIAL, System.out, System.err).run(arguments));
  }

  int run(String[] decoded) throws InterruptedException {
    StopSignals.handle(Launcher::stop);
    try {
      List<String> arguments = Arguments.typed(decoded, encoding().name(), Path.of("/"));
      List<String> passed = withoutPrintCommand(arguments);
      WorkerCommand command = command(passed);
      if (passed.size() < arguments.size()) {
        out.println(command.toShell());
        return 0;
      }
      return new WorkerProcess(own(command), err).run();
    } catch (LaunchException e) {
      err.println("error: ".concat(e.getMessage()));
      return e.exitCode();
    }
  }

  private WorkerCommand command(List<String> arguments) {
    BackendRequest request = BackendRequest.of(arguments, System.getenv());
    Installation installation = Installation.locate();
    installation.requireLibraries();
    Host host = Host.here(installation, System.getenv());
    Purpose purpose = Purpose.of(arguments);
    boolean quiet = arguments.contains(QUIET);
    TrialProcess trial =
        new TrialProcess(host, trialClass, TrialProcess.LIMIT, quiet ? remark -> {} : err::println);
    Chooser chooser = new Chooser(host, purpose, request, trial);
    Choice choice = chooser.choose();
    Usable backend = purpose == Purpose.DIAGNOSE ? chooser.something(choice) : choice.orRefuse();
    if (!choice.note().isEmpty() && purpose == Purpose.PREDICT && !quiet) {
      err.println(choice.note());
    }
    WorkerCommand command =
        WorkerCommand.of(host, backend, mainClass, arguments)
            .withProperty(BackendProperties.REASON, choice.reason())
            .withProperty(BackendProperties.CHOSEN, choice.word());
    return trial.outcome().isEmpty()
        ? command
        : command.withProperty(BackendProperties.TRIAL, trial.outcome());
  }

  /** Until there is a worker, nothing is to be saved. */
  private static void stop() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(WorkerProcess.INTERRUPTED);
  }

  /** What Java reads and writes command lines in. */
  static Charset encoding() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }

  /** What holds for this one run, so it is not in the printed command. */
  private static WorkerCommand own(WorkerCommand command) {
    long started = StartTime.millis(Path.of("/"), System.currentTimeMillis());
    return command.guarded().withProperty(STARTED, Long.toString(started));
  }

  /** After {@code --}, arguments are names of files, not options. */
  private static List<String> withoutPrintCommand(List<String> arguments) {
    List<String> passed = new ArrayList<>();
    boolean options = true;
    for (String argument : arguments) {
      options = options && !argument.equals("--");
      if (!options || !argument.equals(PRINT_COMMAND)) {
        passed.add(argument);
      }
    }
    return passed;
  }
}
