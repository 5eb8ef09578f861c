package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Missing;
import io.twinhead.launcher.Finding.Usable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The trial in a process of its own: a crash or a hang there costs the user's job nothing. */
final class TrialProcess implements Trial {
  /** A CUDA context and cuDNN start in 2 to 10 s. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** More for the first start, whose 3.3 GB took 73 s on a busy disk. */
  private static final Duration UNPACKING = Duration.ofSeconds(120);

  private static final int SIGNALLED = 128;
  private static final String WHAT = "the trial of CUDA, a matrix product and a convolution, ";

  private final Host host;
  private final String mainClass;
  private final Duration limit;
  private final Consumer<String> remarks;
  private String outcome = "";

  /**
   * A trial to be made.
   *
   * @param mainClass ends with 0 if all is well, else its last line says why not
   * @param limit once the natives are unpacked
   * @param remarks takes a line for a user who has to wait
   */
  TrialProcess(Host host, String mainClass, Duration limit, Consumer<String> remarks) {
    this.host = host;
    this.mainClass = mainClass;
    this.limit = limit;
    this.remarks = remarks;
  }

  /** What to do about a failed trial. */
  static String remedy(Host host) {
    return "See whether nvidia-smi shows the GPU healthy, with free memory, and "
        + JavaOptions.cache(host)
        + " has room for 4 GB; or use --backend cpu.";
  }

  /** {@link BackendProperties#PASSED}, what went wrong, or "" before the trial. */
  String outcome() {
    return outcome;
  }

  @Override
  public Finding finding(Usable cuda) {
    Finding finding = run(cuda);
    outcome = finding instanceof Missing failure ? failure.reason() : BackendProperties.PASSED;
    return finding;
  }

  private Finding run(Usable cuda) {
    WorkerCommand command =
        WorkerCommand.of(host, cuda, mainClass, List.of())
            .withProperty(BackendProperties.CHOSEN, Backend.CUDA.word())
            .guarded();
    ProcessBuilder builder = new ProcessBuilder(command.words(Launcher.encoding()));
    builder.environment().putAll(command.environment());
    Duration patience = patience(cuda);
    try {
      TimedProcess trial = TimedProcess.run(builder, patience);
      return trial.succeeded() ? cuda : new Missing(reason(trial, patience), remedy(host));
    } catch (IOException e) {
      return new Missing(WHAT + "cannot be started (" + e.getMessage() + ")", remedy(host));
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the launcher", e);
    }
  }

  /** JavaCPP unpacks a jar into a folder of its name; it reads from a folder as it is. */
  private Duration patience(Usable cuda) {
    for (Path jar : cuda.jars()) {
      String name = jar.toFile().getName();
      boolean unpacked =
          jar.toFile().isDirectory() || new File(JavaOptions.cache(host), name).exists();
      if (CudaBackend.isNative(name, host) && !unpacked) {
        remarks.accept("Trying CUDA; the first start unpacks up to 3.3 GB, which takes minutes.");
        return limit.plus(UNPACKING);
      }
    }
    return limit;
  }

  private static String reason(TimedProcess trial, Duration limit) {
    if (trial.hung()) {
      return WHAT + "was not done within " + limit.toSeconds() + " s and was killed";
    }
    if (trial.exitCode() > SIGNALLED) {
      return WHAT + "crashed with signal " + (trial.exitCode() - SIGNALLED);
    }
    return WHAT + "failed: " + trial.lastLine("exit code " + trial.exitCode());
  }
}
