package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Missing;
import io.twinhead.launcher.Finding.Usable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The trial in a process of its own: a crash or a hang there costs the user's job nothing. */
final class TrialProcess implements Trial {
  /** The first start unpacks up to 3.3 GB, which took 73 s on a busy disk. */
  static final Duration LIMIT = Duration.ofSeconds(180);

  private static final int SIGNALLED = 128;
  private static final String WHAT = "the trial of CUDA, a matrix product and a convolution, ";
  private static final String REMEDY =
      "See whether nvidia-smi shows the GPU healthy, with free memory, and ~/.javacpp/cache has"
          + " room for 4 GB; or use --backend cpu.";

  private final Host host;
  private final String mainClass;
  private final Duration limit;
  private String outcome = "";

  /** {@code mainClass} ends with 0 if all is well, else its last line says why not. */
  TrialProcess(Host host, String mainClass, Duration limit) {
    this.host = host;
    this.mainClass = mainClass;
    this.limit = limit;
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
    StopSignals.handle(TrialProcess::stop);
    try {
      TimedProcess trial = TimedProcess.run(builder, limit);
      return trial.succeeded() ? cuda : new Missing(reason(trial), REMEDY);
    } catch (IOException e) {
      return new Missing(WHAT + "cannot be started (" + e.getMessage() + ")", REMEDY);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the launcher", e);
    }
  }

  private String reason(TimedProcess trial) {
    if (trial.hung()) {
      return WHAT + "was not done within " + limit.toSeconds() + " s and was killed";
    }
    if (trial.exitCode() > SIGNALLED) {
      return WHAT + "crashed with signal " + (trial.exitCode() - SIGNALLED);
    }
    return WHAT + "failed: " + trial.lastLine("exit code " + trial.exitCode());
  }

  /** Nothing is to be saved yet. */
  private static void stop() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(WorkerProcess.INTERRUPTED);
  }
}
