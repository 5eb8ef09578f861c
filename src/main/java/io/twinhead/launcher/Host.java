package io.twinhead.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the worker is to run: all facts that decide on a backend. The costly ones are read when
 * first asked for.
 */
final class Host {
  /** Without persistence mode, nvidia-smi starts each GPU first: half a minute for eight. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Machine machine;
  private final Installation installation;
  private final Map<String, String> environment;
  private final Path root;
  private final Duration patience;
  private @Nullable SharedLibraries libraries;
  private @Nullable DeviceList devices;

  /** {@code root} holds {@code proc}, {@code usr} and so on; it is "/" but in tests. */
  Host(
      Machine machine,
      Installation installation,
      Map<String, String> environment,
      Path root,
      Duration patience) {
    this.machine = machine;
    this.installation = installation;
    this.environment = environment;
    this.root = root;
    this.patience = patience;
  }

  static Host here(Installation installation, Map<String, String> environment) {
    return new Host(Machine.detect(), installation, environment, Path.of("/"), PATIENCE);
  }

  Machine machine() {
    return machine;
  }

  Installation installation() {
    return installation;
  }

  Map<String, String> environment() {
    return environment;
  }

  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  Path root() {
    return root;
  }

  boolean isWindows() {
    return machine.os().equals("windows");
  }

  SharedLibraries libraries() {
    if (libraries == null) {
      libraries = SharedLibraries.of(this);
    }
    return libraries;
  }

  DeviceList devices() {
    if (devices == null) {
      devices = NvidiaSmi.list(this, patience);
    }
    return devices;
  }
}
