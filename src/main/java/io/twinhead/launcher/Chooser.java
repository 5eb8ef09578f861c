package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Missing;
import io.twinhead.launcher.Finding.Usable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the backend. What is asked for is taken or refused; else the better one of those that
 * work: CUDA for commands that compute, the CPU for all others.
 */
final class Chooser {
  private static final Usable NOTHING = new Usable("", List.of(), "", Map.of());

  private final Host host;
  private final Purpose purpose;
  private final BackendRequest request;
  private final Trial trial;
  private final Map<Backend, Finding> findings = new EnumMap<>(Backend.class);

  Chooser(Host host, Purpose purpose, BackendRequest request, Trial trial) {
    this.host = host;
    this.purpose = purpose;
    this.request = request;
    this.trial = trial;
  }

  Choice choose() {
    if (purpose == Purpose.HELP) {
      return Choice.of(Backend.CPU, anything(), "an explanation needs no backend");
    }
    Backend asked = request.backend();
    return asked == null ? best() : exactly(asked, request.source());
  }

  /** The CPU's jars without a look at CUDA, or no jars at all. */
  private Usable anything() {
    return finding(Backend.CPU) instanceof Usable cpu ? cpu : NOTHING;
  }

  /**
   * What a worker that has to start can start with: the choice, else any backend that works, else
   * none at all. Examines both.
   */
  Usable something(Choice choice) {
    Usable any = NOTHING;
    for (Backend backend : Backend.values()) {
      if (finding(backend) instanceof Usable usable) {
        any = usable;
      }
    }
    return choice.finding() instanceof Usable usable ? usable : any;
  }

  private Choice exactly(Backend backend, String source) {
    if (finding(backend) instanceof Usable usable) {
      return Choice.of(backend, usable, source.concat(" asks for it"));
    }
    Missing missing = (Missing) finding(backend);
    return Choice.none(
        source
            .concat(" asks for ")
            .concat(backend.word())
            .concat(", which cannot be used here: ")
            .concat(missing.reason()),
        missing.remedy());
  }

  private Choice best() {
    if (purpose == Purpose.OTHER && finding(Backend.CPU) instanceof Usable cpu) {
      return Choice.of(Backend.CPU, cpu, "this command is done on the CPU");
    }
    if (purpose != Purpose.DIAGNOSE
        && !CudaBackend.hasNative(host)
        && finding(Backend.CPU) instanceof Usable cpu) {
      // Nothing to weigh, so nvidia-smi need not answer first.
      String reason = "this installation has no CUDA backend";
      return Choice.of(Backend.CPU, cpu, reason).withNote(note(reason));
    }
    Finding cuda = finding(Backend.CUDA);
    if (cuda instanceof Usable usable) {
      return Choice.of(Backend.CUDA, usable, usable.reason());
    }
    if (finding(Backend.CPU) instanceof Usable cpu) {
      return Choice.of(Backend.CPU, cpu, cuda.reason()).withNote(note(cuda.reason()));
    }
    Missing cpu = (Missing) finding(Backend.CPU);
    return Choice.none(
        "No backend can be used here. cpu: "
            .concat(cpu.reason())
            .concat("; cuda: ")
            .concat(cuda.reason()),
        cpu.remedy());
  }

  /** On a machine with a GPU, or an installation for one, the CPU is not what one expects. */
  private String note(String reason) {
    boolean driver =
        CudaLink.PLATFORM.missing(host) == null && CudaLink.DRIVER.missing(host) == null;
    return driver || !host.installation().cudaJars().isEmpty()
        ? "Computing on the CPU: ".concat(reason).concat(". --backend cpu ends this note.")
        : "";
  }

  /** Each backend is examined once. */
  Finding finding(Backend backend) {
    Finding finding = findings.get(backend);
    if (finding == null) {
      finding = backend == Backend.CPU ? CpuBackend.examine(host) : cuda();
      findings.put(backend, finding);
    }
    return finding;
  }

  private Finding cuda() {
    Finding facts = CudaBackend.examine(host);
    if (purpose == Purpose.OTHER || !(facts instanceof Usable usable)) {
      return facts;
    }
    // A health check of a training on the CPU must not take memory on the GPU.
    return request.backend() == Backend.CPU ? usable.untried() : trial.finding(usable);
  }
}
