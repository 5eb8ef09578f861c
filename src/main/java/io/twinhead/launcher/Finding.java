package io.twinhead.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What examining one backend on one machine gave. */
sealed interface Finding {
  /** Part of a sentence. */
  String reason();

  /**
   * The backend works, as far as the facts tell.
   *
   * @param reason what it runs on
   * @param jars for the worker's class path, besides the program and its libraries
   * @param extension JavaCPP's name of the native library's build; empty if there is one only
   * @param environment variables that the worker needs, in place of the user's
   */
  record Usable(String reason, List<Path> jars, String extension, Map<String, String> environment)
      implements Finding {
    public Usable {
      jars = List.copyOf(jars);
      environment = Map.copyOf(environment);
    }

    /** The same, told apart from a backend that has computed something. */
    Usable untried() {
      return new Usable(reason.concat(", not tried"), jars, extension, environment);
    }
  }

  /**
   * The first missing link.
   *
   * @param reason what is missing, with the observed value
   * @param remedy a sentence that says what to do
   */
  record Missing(String reason, String remedy) implements Finding {}
}
