package io.twinhead.cli;

import ch.qos.logback.classic.Level;
import io.twinhead.cli.BenchCommand.EngineChoice;
import io.twinhead.cli.FormatOption.Format;
import io.twinhead.cli.PredictionLines.LineFormat;
import io.twinhead.config.Augment;
import io.twinhead.config.Cadence;
import io.twinhead.config.ClassWeight;
import io.twinhead.config.Convolution;
import io.twinhead.config.EvaluationConfig.Mode;
import io.twinhead.config.InitPart;
import io.twinhead.config.InputException;
import io.twinhead.config.Kernels;
import io.twinhead.config.Link;
import io.twinhead.config.OnError;
import io.twinhead.config.Scaling;
import io.twinhead.config.Schedule;
import io.twinhead.config.Task;
import io.twinhead.config.TimeSpan;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.evaluation.CalibrationMethod;
import io.twinhead.evaluation.ThresholdObjective;
import io.twinhead.launcher.Diagnosis;
import io.twinhead.model.HeadConversion.Convention;
import java.io.PrintWriter;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** All commands, and the one place where failures become messages and exit codes. */
@Command(
    name = "twinhead",
    description =
        "Trains small networks with one sigmoid or two softmax outputs, and settles with evidence"
            + " which to use.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CompareCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      ConvertCommand.class,
      CalibrateCommand.class,
      LintCommand.class,
      AuditCommand.class,
      BenchCommand.class,
      DatasetsCommand.class,
      DoctorCommand.class,
      HelpCommand.class
    })
public final class CommandLineInterface {
  private final PrintWriter out;
  private final PrintWriter err;
  private final PrintWriter plainOut;
  private final PrintWriter plainErr;
  private final Terminal terminal;
  private final Interruption interruption;
  private final Function<List<String>, Diagnosis> diagnostician;
  private boolean debug;

  /** Runs commands on the given streams. */
  public CommandLineInterface(
      PrintWriter out, PrintWriter err, Terminal terminal, Interruption interruption) {
    this(out, err, terminal, interruption, args -> Diagnosis.now(args, System.getenv()));
  }

  /**
   * The same on a given machine.
   *
   * @param diagnostician looks at the machine for a command's arguments
   */
  CommandLineInterface(
      PrintWriter out,
      PrintWriter err,
      Terminal terminal,
      Interruption interruption,
      Function<List<String>, Diagnosis> diagnostician) {
    this.out = out;
    this.err = err;
    this.plainOut = PlainWriter.on(out);
    this.plainErr = PlainWriter.on(err);
    this.terminal = terminal;
    this.interruption = interruption;
    this.diagnostician = diagnostician;
  }

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Log what happens, and show stack traces.")
  void debug(boolean on) {
    debug = on;
    Logger logger = LoggerFactory.getLogger("io.twinhead");
    if (on && logger instanceof ch.qos.logback.classic.Logger logback) {
      logback.setLevel(Level.DEBUG);
    }
  }

  @Option(
      names = "--backend",
      scope = ScopeType.INHERIT,
      paramLabel = "auto|cpu|cuda",
      description =
          "What runs the tensor kernels (default: auto, which takes CUDA if it works; doctor says"
              + " why).")
  void backend(String name) {
    // The launcher acts on it before this process starts; it is accepted here so that the same
    // command line parses in both.
  }

  /** Runs one command line and returns its exit code. */
  public int run(String... args) {
    CommandLine commands =
        new CommandLine(this)
            .setOut(out)
            .setErr(err)
            .registerConverter(Scaling.class, new Choice<>(Scaling.class))
            .registerConverter(OnError.class, new Choice<>(OnError.class))
            .registerConverter(Task.class, new Choice<>(Task.class))
            .registerConverter(Link.class, new Choice<>(Link.class))
            .registerConverter(InitPart.class, new Choice<>(InitPart.class))
            .registerConverter(ClassWeight.class, parsed(ClassWeight::parse))
            .registerConverter(Augment.class, parsed(Augment::parse))
            .registerConverter(Schedule.class, parsed(Schedule::parse))
            .registerConverter(Cadence.class, parsed(Cadence::parse))
            .registerConverter(TimeSpan.class, parsed(TimeSpan::parse))
            .registerConverter(Mode.class, new Choice<>(Mode.class))
            .registerConverter(EngineName.class, new Choice<>(EngineName.class))
            .registerConverter(EngineChoice.class, new Choice<>(EngineChoice.class))
            .registerConverter(Kernels.class, new Choice<>(Kernels.class))
            .registerConverter(Convolution.class, new Choice<>(Convolution.class))
            .registerConverter(CalibrationMethod.class, new Choice<>(CalibrationMethod.class))
            .registerConverter(ThresholdObjective.class, parsed(ThresholdObjective::parse))
            .registerConverter(Convention.class, new Choice<>(Convention.class))
            .registerConverter(LineFormat.class, new Choice<>(LineFormat.class))
            .registerConverter(Format.class, new Choice<>(Format.class))
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler(this::usage)
            .setExecutionExceptionHandler((e, command, result) -> failed(e));
    int code = execute(commands, args);
    if (code != ExitCode.INPUT && out.checkError()) {
      return failed(unwritable());
    }
    return code;
  }

  private static InputException unwritable() {
    return new InputException("standard output cannot be written (closed, or its disk is full)");
  }

  /**
   * Spares the work for what nobody reads, as after {@code | head}.
   *
   * @throws InputException if standard output cannot be written
   */
  void requireReader() {
    if (out.checkError()) {
      throw unwritable();
    }
  }

  /** For people: what a terminal would act on is shown as escapes. */
  PrintWriter out() {
    return plainOut;
  }

  /** For people: what a terminal would act on is shown as escapes. */
  PrintWriter err() {
    return plainErr;
  }

  /** For other programs, who get every character; a person at a terminal gets it plain. */
  PrintWriter dataOut() {
    return terminal.interactive() ? plainOut : out;
  }

  /** For colours, in text that is plain otherwise. */
  PrintWriter colouredOut() {
    return out;
  }

  /** For lines that are redrawn, with nothing from data in them. */
  PrintWriter redrawnErr() {
    return err;
  }

  Terminal terminal() {
    return terminal;
  }

  /** What the launcher finds on this machine, given a command's arguments. */
  Diagnosis diagnose(List<String> arguments) {
    return diagnostician.apply(arguments);
  }

  /** Picocli passes exceptions to {@link #failed}, but lets errors through. */
  private int execute(CommandLine commands, String... args) {
    try {
      return commands.execute(args);
    } catch (OutOfMemoryError | LinkageError | StackOverflowError e) {
      return failed(e);
    }
  }

  private static <T> ITypeConverter<T> parsed(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  private int usage(ParameterException e, String... args) {
    CommandLine command = e.getCommandLine();
    err.println("error: " + Plain.text(e.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    if (command.getParent() == null) {
      command.usage(err);
    } else {
      err.println("See 'twinhead " + command.getCommandName() + " --help'.");
    }
    return ExitCode.USAGE;
  }

  private int failed(Throwable e) {
    if (terminal.interactive()) {
      err.print(Progress.CLEAR); // a bar may stand there
    }
    if (debug) {
      e.printStackTrace(plainErr);
    }
    if (isStop(e)) {
      plainErr.println(
          e instanceof Stopped
              ? e.getMessage()
              : e instanceof CancellationException
                  ? "Interrupted; nothing was kept."
                  : "Interrupted: " + e.getMessage());
      return ExitCode.INTERRUPTED;
    }
    if (e instanceof ParameterException usage) {
      return usage(usage);
    }
    if (e instanceof InputException) {
      err.println("error: " + Plain.text(e.getMessage()));
      return ExitCode.INPUT;
    }
    if (e instanceof OutOfMemoryError memory) {
      MemoryLack lack = new MemoryLack(memory);
      plainErr.println(
          "error: %s: use less data or a smaller batch, or set %s"
              .formatted(lack.describe(), lack.remedy()));
      return ExitCode.INPUT;
    }
    String backend = BackendFailure.message(e);
    if (backend != null) {
      plainErr.println("error: " + backend);
      return ExitCode.BACKEND;
    }
    plainErr.println(
        "error: this is a bug in Twinhead, not a mistake of yours: "
            + e
            + (debug ? "" : ". Run the command again with --debug for the details to report."));
    return ExitCode.BUG;
  }

  /** What an interrupted thread runs into is a stop; a state that cannot be saved is none. */
  private boolean isStop(Throwable e) {
    boolean ownReason =
        e instanceof InputException && !(e.getCause() instanceof ClosedByInterruptException);
    return e instanceof CancellationException || (interruption.interrupted() && !ownReason);
  }
}
