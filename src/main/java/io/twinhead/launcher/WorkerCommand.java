package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Usable;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The worker's command line and the variables that its environment gets.
 *
 * @param environment what differs from the launcher's own environment
 * @param options the JVM's, without the class path
 * @param arguments as the user gave them, without {@code --print-command}
 */
record WorkerCommand(
    Map<String, String> environment,
    Path java,
    List<String> options,
    String classPath,
    String mainClass,
    List<String> arguments) {

  WorkerCommand {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }

  static WorkerCommand of(Host host, Usable backend, String mainClass, List<String> arguments) {
    Map<String, String> environment = WorkerEnvironment.of(host.machine(), host.environment());
    environment.putAll(backend.environment());
    return new WorkerCommand(
        environment,
        host.machine().java(),
        JavaOptions.of(host, backend.extension()),
        classPath(host.installation(), backend.jars()),
        mainClass,
        arguments);
  }

  /** The same command with one more option, before the others. */
  WorkerCommand withProperty(String name, String value) {
    List<String> more = new ArrayList<>();
    more.add("-D".concat(name).concat("=").concat(value));
    more.addAll(options);
    return new WorkerCommand(environment, java, more, classPath, mainClass, arguments);
  }

  /** For a process that ends with this one, if it starts a {@link LauncherGuard}. */
  WorkerCommand guarded() {
    String launcher = Long.toString(ProcessHandle.current().pid());
    return withProperty(LauncherGuard.PROPERTY, launcher);
  }

  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(java.toString());
    words.addAll(options);
    words.add("-cp");
    words.add(classPath);
    words.add(mainClass);
    words.addAll(arguments);
    return words;
  }

  /**
   * The words to start it with. On Unix, Java cannot pass on what {@code encoding} has no
   * characters for; a shell can, which then turns into the worker itself.
   */
  List<String> words(Charset encoding) {
    List<String> words = words();
    CharsetEncoder encoder = encoding.newEncoder();
    for (String word : words) {
      if (File.separatorChar == '/' && !encoder.canEncode(word)) {
        return List.of("/bin/sh", "-c", "exec env ".concat(toShell()));
      }
    }
    return words;
  }

  /** For a POSIX shell: can be pasted and run from the same folder. */
  String toShell() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      text.append(variable.getKey())
          .append('=')
          .append(Shell.quote(variable.getValue()))
          .append(' ');
    }
    List<String> words = words();
    for (String word : words) {
      text.append(word.startsWith("-") || word.equals(mainClass) ? "\\\n  " : "");
      text.append(Shell.quote(word)).append(' ');
    }
    return text.toString().stripTrailing();
  }

  private static String classPath(Installation installation, List<Path> backendJars) {
    StringBuilder path = new StringBuilder(installation.program().toString());
    for (Path jar : installation.libraries()) {
      path.append(File.pathSeparatorChar).append(jar);
    }
    for (Path jar : backendJars) {
      path.append(File.pathSeparatorChar).append(jar);
    }
    return path.toString();
  }
}
