package io.twinhead.launcher;

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

  /** Property with the time when the user's command began, in milliseconds since 1970. */
  static final String STARTED = "twinhead.command.started";

  private static final String WORKER = "io.twinhead.cli.Main";

  private final String mainClass;
  private final PrintStream out;
  private final PrintStream err;

  Launcher(String mainClass, PrintStream out, PrintStream err) {
    this.mainClass = mainClass;
    this.out = out;
    this.err = err;
  }

  /** Ends with the worker's exit code; 4 without a usable backend, 2 for an unknown one. */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(new Launcher(WORKER, System.out, System.err).run(arguments));
  }

  int run(String[] decoded) throws InterruptedException {
    try {
      List<String> arguments = Arguments.typed(decoded, encoding().name(), Path.of("/"));
      List<String> passed = withoutPrintCommand(arguments);
      Installation installation = Installation.locate(Backend.choose(arguments, System.getenv()));
      WorkerCommand command =
          WorkerCommand.of(Machine.detect(), installation, mainClass, passed, System.getenv());
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

  /** What Java reads and writes command lines in. */
  static Charset encoding() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }

  /** What holds for this one run, so it is not in the printed command. */
  private static WorkerCommand own(WorkerCommand command) {
    long started = StartTime.millis(Path.of("/"), System.currentTimeMillis());
    return command
        .withProperty(LauncherGuard.PROPERTY, Long.toString(ProcessHandle.current().pid()))
        .withProperty(STARTED, Long.toString(started));
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
