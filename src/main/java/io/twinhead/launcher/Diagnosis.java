package io.twinhead.launcher;

import java.util.List;
import java.util.Map;

/**
 * What the launcher found and chose, told to people: each backend with the reason why it can or
 * cannot be used, the GPUs, and the machine.
 *
 * @param requested {@code auto}, {@code cpu} or {@code cuda}
 * @param chosen {@code cpu}, {@code cuda}, or {@code none} if what is requested cannot be used
 * @param reason part of a sentence: why this one was chosen, or why none is
 * @param backends the CPU first
 * @param gpus all that nvidia-smi lists, hidden ones included; empty without nvidia-smi
 */
public record Diagnosis(
    String requested,
    String chosen,
    String reason,
    List<BackendStatus> backends,
    List<Gpu> gpus,
    MachineFacts machine) {

  public Diagnosis {
    backends = List.copyOf(backends);
    gpus = List.copyOf(gpus);
  }

  /**
   * Looks at this machine. In a worker, the launcher's choice and what its trial of CUDA showed
   * count as facts; in a process of another origin, CUDA is judged without a trial.
   *
   * @param arguments of the command, of which {@code --backend} counts
   * @param environment of this process
   */
  public static Diagnosis now(List<String> arguments, Map<String, String> environment) {
    return Diagnostician.look(
        BackendRequest.of(arguments, environment),
        Host.here(Installation.locate(), environment),
        System.getProperties());
  }
}
