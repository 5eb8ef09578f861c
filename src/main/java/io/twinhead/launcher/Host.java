package io.twinhead.launcher;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    this.environment = environment(machine, environment);
    this.root = root;
    this.patience = patience;
  }

  static Host here(Installation installation, Map<String, String> environment) {
    return new Host(Machine.detect(), installation, environment, Path.of("/"), PATIENCE);
  }

  /** Windows has {@code Path}, and asks for it in any case. */
  private static Map<String, String> environment(Machine machine, Map<String, String> given) {
    if (!machine.os().equals("windows")) {
      return given;
    }
    Map<String, String> environment = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    environment.putAll(given);
    return environment;
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

  /** The folders that a variable such as {@code PATH} lists; empty ones mean nothing. */
  List<File> folders(String name) {
    List<File> folders = new ArrayList<>();
    for (String folder : variable(name).split(isWindows() ? ";" : ":", -1)) {
      if (!folder.isEmpty()) {
        folders.add(new File(folder));
      }
    }
    return folders;
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
