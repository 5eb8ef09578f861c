package io.twinhead.launcher;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user asks for.
 *
 * @param source where it is said: {@code --backend}, the variable, or "" for the default
 * @param backend null for the best one that can be used
 */
record BackendRequest(String source, @Nullable Backend backend) {
  static final String OPTION = "--backend";
  static final String VARIABLE = "TWINHEAD_BACKEND";

  /** From {@code --backend}, else the environment, else automatic. */
  static BackendRequest of(List<String> arguments, Map<String, String> environment) {
    String option = option(arguments);
    if (option != null) {
      return parse(OPTION, option);
    }
    String variable = environment.getOrDefault(VARIABLE, "");
    return variable.isEmpty() ? new BackendRequest("", null) : parse(VARIABLE, variable);
  }

  String word() {
    return backend == null ? "auto" : backend.word();
  }

  private static BackendRequest parse(String source, String value) {
    return switch (value) {
      case "auto" -> new BackendRequest(source, null);
      case "cpu" -> new BackendRequest(source, Backend.CPU);
      case "cuda" -> new BackendRequest(source, Backend.CUDA);
      default ->
          throw new LaunchException(
              LaunchException.USAGE,
              source + " is '" + value + "', which is no backend: use auto, cpu or cuda.");
    };
  }

  /** The option's last value; an option without its value is for the worker to report. */
  private static @Nullable String option(List<String> arguments) {
    String value = null;
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      String argument = arguments.get(i);
      if (argument.equals(OPTION) && i + 1 < arguments.size()) {
        value = arguments.get(i + 1);
      } else if (argument.startsWith("--backend=")) {
        value = argument.substring("--backend=".length());
      }
    }
    return value;
  }
}
