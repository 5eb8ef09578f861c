package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Missing;
import io.twinhead.launcher.Finding.Usable;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Collects a {@link Diagnosis}: the launcher's own judgement, made once more where it is read. */
final class Diagnostician {
  private final Host host;
  private final Properties properties;

  private Diagnostician(Host host, Properties properties) {
    this.host = host;
    this.properties = properties;
  }

  /** {@code properties} are the JVM's, with the launcher's choice in a worker. */
  static Diagnosis look(BackendRequest request, Host host, Properties properties) {
    return new Diagnostician(host, properties).look(request);
  }

  private Diagnosis look(BackendRequest request) {
    Chooser chooser = new Chooser(host, Purpose.DIAGNOSE, request, this::reported);
    Choice choice = chooser.choose();
    List<BackendStatus> backends = new ArrayList<>();
    for (Backend backend : Backend.values()) {
      Finding finding = chooser.finding(backend);
      String remedy = finding instanceof Missing missing ? missing.remedy() : "";
      backends.add(
          new BackendStatus(backend.word(), finding instanceof Usable, finding.reason(), remedy));
    }
    List<Gpu> gpus = new ArrayList<>();
    host.devices().devices().forEach(device -> gpus.add(device.gpu()));
    return new Diagnosis(
        request.word(),
        properties.getProperty(BackendProperties.CHOSEN, choice.word()),
        properties.getProperty(BackendProperties.REASON, choice.reason()),
        backends,
        gpus,
        machine());
  }

  /** What the launcher's trial showed: it is not repeated. */
  private Finding reported(Usable cuda) {
    String outcome = properties.getProperty(BackendProperties.TRIAL);
    if (outcome == null) {
      return cuda.untried();
    }
    return outcome.equals(BackendProperties.PASSED)
        ? cuda
        : new Missing(outcome, TrialProcess.remedy(host));
  }

  private MachineFacts machine() {
    NativeLibrary library = NativeLibrary.choose(host);
    String name = library == null ? "none" : library.jar().toFile().getName();
    return MachineReader.read(host.machine(), name, properties, host.root());
  }
}
