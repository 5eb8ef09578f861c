package io.twinhead.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * An input that cannot be used, and what is to be said about it.
 *
 * @param name of the case
 * @param files that are written into an empty directory beforehand
 * @param command whose words that begin with {@code @} are places in that directory
 * @param code that it ends with
 * @param said what the message holds: the place, and what to do
 */
record BrokenCase(String name, Content files, String command, int code, List<String> said) {
  /** Writes what a case needs. */
  @FunctionalInterface
  interface Content {
    void write(Path directory) throws IOException;

    /** Both. */
    default Content and(Content other) {
      return directory -> {
        write(directory);
        other.write(directory);
      };
    }
  }

  /** A case that ends with {@link ExitCode#INPUT}. */
  static BrokenCase input(String name, Content files, String command, String... said) {
    return new BrokenCase(name, files, command, ExitCode.INPUT, List.of(said));
  }

  /** A case that ends with {@link ExitCode#USAGE}. */
  static BrokenCase usage(String name, Content files, String command, String... said) {
    return new BrokenCase(name, files, command, ExitCode.USAGE, List.of(said));
  }

  static Content nothing() {
    return directory -> {};
  }

  static Content text(String name, String content) {
    return bytes(name, content.getBytes(StandardCharsets.UTF_8));
  }

  static Content bytes(String name, byte[] content) {
    return directory -> {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    };
  }

  static Content folder(String name) {
    return directory -> Files.createDirectories(directory.resolve(name));
  }

  /** A symbolic link, whose target may be missing. */
  static Content link(String name, String target) {
    return directory -> {
      Files.createDirectories(directory.resolve(name).getParent());
      Files.createSymbolicLink(directory.resolve(name), Path.of(target));
    };
  }

  /** The words of the command, for files in {@code directory}; results go to {@code out} there. */
  String[] arguments(Path directory) {
    boolean trains = command.matches("(train|compare)( .*)?");
    boolean writes = (trains || command.startsWith("convert ")) && !command.contains("--out");
    String more = (trains && !command.contains("--quiet") ? " --quiet" : "");
    return Arrays.stream((command + more + (writes ? " --out @out" : "")).split(" "))
        .filter(word -> !word.isEmpty())
        .map(word -> word.replace("@", directory + "/"))
        .toArray(String[]::new);
  }

  @Override
  public String toString() {
    return name;
  }
}
