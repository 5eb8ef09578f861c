package io.twinhead.launcher;

import java.util.List;

/** What a command line is for, as far as the choice of a backend depends on it. */
enum Purpose {
  /** Trains, and says itself what computes: a GPU is worth the trial that its use begins with. */
  TRAIN,
  /** Computes too, but its output is for other programs and leaves the backend out. */
  PREDICT,
  /** Tells the user what works here, so it starts whatever is missing. */
  DIAGNOSE,
  /** Explains the program or its version, which works whatever is missing. */
  HELP,
  /** Reads, converts, lists: done on the CPU before a GPU has started. */
  OTHER;

  private static final List<String> EXPLAINING = List.of("--help", "-h", "--version", "-V");

  static Purpose of(List<String> arguments) {
    String command = "";
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      String argument = arguments.get(i);
      if (EXPLAINING.contains(argument)) {
        return HELP;
      }
      if (command.isEmpty() && !argument.startsWith("-")) {
        boolean value = i > 0 && arguments.get(i - 1).equals(BackendRequest.OPTION);
        command = value ? "" : argument;
      }
    }
    return switch (command) {
      case "", "help" -> HELP;
      case "doctor" -> DIAGNOSE;
      case "train", "compare", "bench" -> TRAIN;
      case "evaluate", "predict" -> PREDICT;
      default -> OTHER;
    };
  }
}
