package io.twinhead.dataset;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Opens data sets: tables, alone or in a directory that describes them. */
public final class Datasets {
  private Datasets() {}

  /**
   * Reads a {@code .csv} or {@code .csv.gz} file, or a directory with a {@code dataset.yaml}.
   *
   * @param overrides what the user says about the table; wins over the descriptor
   * @throws InputException if there is no such data set, or it cannot be read as one
   */
  public static Dataset open(Path path, DataConfig overrides) {
    if (!Files.exists(path)) {
      throw missing(path);
    }
    if (path.endsWith(Descriptor.FILE_NAME)) {
      return openDirectory(parent(path), overrides);
    }
    return Files.isDirectory(path) ? openDirectory(path, overrides) : openFile(path, overrides);
  }

  /**
   * Describes the data sets in the sub-directories of {@code datasetsDirectory}, sorted by name.
   *
   * @throws InputException if the directory cannot be read or a descriptor is not valid
   */
  public static List<Descriptor> bundled(Path datasetsDirectory) {
    return list(datasetsDirectory).stream()
        .filter(path -> Files.exists(path.resolve(Descriptor.FILE_NAME)))
        .map(Descriptor::read)
        .toList();
  }

  private static Dataset openDirectory(Path directory, DataConfig overrides) {
    Path described = directory.resolve(Descriptor.FILE_NAME);
    if (!Files.exists(described)) {
      throw new InputException(
          "%s: a directory without %s; this version reads tables: name a .csv or .csv.gz file, or"
                  .formatted(directory, Descriptor.FILE_NAME)
              + " write a "
              + Descriptor.FILE_NAME
              + " with files and label");
    }
    Descriptor descriptor = Descriptor.read(directory);
    return new TableSource(descriptor, directory, described.toString()).read(overrides);
  }

  private static Dataset openFile(Path file, DataConfig overrides) {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(".csv") && !lower.endsWith(".csv.gz")) {
      throw new InputException(
          "%s: this version reads tables: .csv, .csv.gz, or a directory with %s (which may name any"
                  .formatted(file, Descriptor.FILE_NAME)
              + " delimited text file)");
    }
    String bare = name.substring(0, lower.lastIndexOf(".csv"));
    return new TableSource(Descriptor.ofTable(bare, name), parent(file), file.toString())
        .read(overrides);
  }

  private static Path parent(Path file) {
    return Objects.requireNonNullElse(file.getParent(), Path.of(""));
  }

  private static InputException missing(Path path) {
    Path directory = Objects.requireNonNull(path.toAbsolutePath().normalize().getParent());
    if (!Files.isDirectory(directory)) {
      return new InputException(
          "%s: no such file or directory; %s does not exist either".formatted(path, directory));
    }
    List<String> there = new ArrayList<>();
    list(directory).forEach(p -> there.add(String.valueOf(p.getFileName())));
    String hint =
        there.isEmpty()
            ? "; the directory is empty"
            : Suggestion.forName(String.valueOf(path.getFileName()), there);
    return new InputException(
        "%s: no such file or directory; looked in %s%s".formatted(path, directory, hint));
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.sorted().toList();
    } catch (IOException e) {
      throw new InputException(
          "%s: the directory cannot be read: %s; check the path and its permissions"
              .formatted(directory, e),
          e);
    }
  }
}
