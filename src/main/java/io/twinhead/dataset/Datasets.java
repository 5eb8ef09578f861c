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
import org.jspecify.annotations.Nullable;

/** Opens data sets: tables and images, alone or in a directory that describes them. */
public final class Datasets {
  private Datasets() {}

  /**
   * Reads a {@code .csv} or {@code .csv.gz} file, a directory with a {@code dataset.yaml}, or one
   * with a sub-directory of images for each class.
   *
   * @param overrides what the user says about the data; wins over the descriptor
   * @throws InputException if there is no such data set, or it cannot be read as one
   */
  public static Dataset open(Path path, DataConfig overrides) {
    return open(path, overrides, null);
  }

  /**
   * The same with the class codes that a model learnt.
   *
   * @param learnt null to find classes in the data
   * @throws InputException if there is a class that it does not know, or another kind of label, too
   */
  public static Dataset open(Path path, DataConfig overrides, @Nullable LearntClasses learnt) {
    if (!Files.exists(path)) {
      throw missing(path);
    }
    if (path.endsWith(Descriptor.FILE_NAME)) {
      return openDirectory(parent(path), overrides, learnt);
    }
    return Files.isDirectory(path)
        ? openDirectory(path, overrides, learnt)
        : openFile(path, overrides, learnt);
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

  private static Dataset openDirectory(
      Path directory, DataConfig overrides, @Nullable LearntClasses learnt) {
    Path described = directory.resolve(Descriptor.FILE_NAME);
    if (!Files.exists(described)) {
      Descriptor images = Descriptor.ofImages(Descriptor.nameOf(directory));
      return new ImageSource(images, directory, directory.toString(), PixelCache.ofUser())
          .read(overrides, learnt)
          .from(Origin.of(images, overrides));
    }
    Descriptor descriptor = Descriptor.read(directory);
    String source = described.toString();
    Dataset read =
        switch (Objects.requireNonNull(descriptor.format())) {
          case CSV -> new TableSource(descriptor, directory, source).read(overrides, learnt);
          case IMAGES ->
              new ImageSource(descriptor, directory, source, PixelCache.ofUser())
                  .read(overrides, learnt);
          case IDX -> new IdxSource(descriptor, directory, source).read(overrides, learnt);
        };
    return read.from(Origin.of(descriptor, overrides));
  }

  private static Dataset openFile(Path file, DataConfig overrides, @Nullable LearntClasses learnt) {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(".csv") && !lower.endsWith(".csv.gz")) {
      throw new InputException(
          "%s: is neither a .csv or .csv.gz table nor a directory: name one of them, or a directory with"
                  .formatted(file)
              + " a %s (which may name any delimited text file)".formatted(Descriptor.FILE_NAME));
    }
    String bare = name.substring(0, lower.lastIndexOf(".csv"));
    Descriptor table = Descriptor.ofTable(bare, name);
    return new TableSource(table, parent(file), file.toString())
        .read(overrides, learnt)
        .from(Origin.of(table, overrides));
  }

  private static Path parent(Path file) {
    return Objects.requireNonNullElse(file.getParent(), Path.of(""));
  }

  static InputException missing(Path path) {
    if (Files.isSymbolicLink(path)) {
      return new InputException(
          path + ": is a link to what does not exist; mend the link, or name another file");
    }
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
