package io.twinhead.launcher;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What computes: one backend's jars, and no other's, go on the worker's class path, because ND4J
 * takes whatever it finds there.
 */
enum Backend {
  CPU;

  static final String OPTION = "--backend";
  static final String VARIABLE = "TWINHEAD_BACKEND";

  /** The folder below {@code backends/}. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** From {@code --backend}, else the environment, else automatic. */
  static Backend choose(List<String> arguments, Map<String, String> environment) {
    String option = option(arguments);
    if (option != null) {
      return parse(OPTION, option);
    }
    String variable = environment.getOrDefault(VARIABLE, "");
    return variable.isEmpty() ? CPU : parse(VARIABLE, variable);
  }

  private static Backend parse(String source, String value) {
    return switch (value) {
      case "auto", "cpu" -> CPU;
      case "cuda" ->
          throw new LaunchException(
              LaunchException.BACKEND,
              source
                  + " asks for cuda, but this build has no CUDA backend: its backends folder holds"
                  + " the cpu backend only. Use cpu, or auto to take the best one there is.");
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
