package io.twinhead.dataset;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Turns described files into a data set. */
final class TableSource {
  private static final int MOST_CATEGORIES = 10_000;

  private final Descriptor descriptor;
  private final Path directory;
  private final String source;

  /**
   * @param directory that the descriptor's files are relative to
   * @param source the file to name when a part of the description is wrong
   */
  TableSource(Descriptor descriptor, Path directory, String source) {
    this.descriptor = descriptor;
    this.directory = directory;
    this.source = source;
  }

  Dataset read(DataConfig overrides) {
    List<DataFiles.DataFile> files = Objects.requireNonNull(descriptor.files()).list();
    List<Path> paths = files.stream().map(file -> path(file.path())).toList();
    String sha256 = Checksum.of(paths);
    checkHash(sha256);

    Roles roles = Roles.of(descriptor, overrides);
    String delimiter = descriptor.delimiter();
    TableReader reader =
        new TableReader(paths, delimiter == null ? ',' : delimiter.charAt(0), roles);
    roles.check(source, reader.header());
    Table table = reader.read();
    checkRows(table.rows());

    List<Column> features =
        table.columns().values().stream().filter(c -> roles.isFeature(c.name())).toList();
    checkFeatures(features);
    Labels labels = Labels.of(source, table, roles);
    RowUse use = RowUse.of(source, table, files, roles);
    int duplicates = Duplicates.count(features, labels, table.rows());

    List<String> notes = new ArrayList<>(labels.notes());
    notes.addAll(table.notes());
    notes.addAll(TableNotes.of(features, roles, table.rows()));
    if (duplicates > 0) {
      notes.add(
          "Rows that exactly repeat an earlier row: %d; a copy in training and test flatters results."
              .formatted(duplicates));
    }
    String name = Objects.requireNonNull(descriptor.name());
    return new Dataset(name, sha256, features, labels, use, duplicates, notes);
  }

  private Path path(String relative) {
    Path path = directory.resolve(relative);
    Path inside = directory.toAbsolutePath().normalize();
    if (!path.toAbsolutePath().normalize().startsWith(inside)) {
      throw new InputException(
          "%s: files names '%s', which lies outside the data set's directory; move it inside"
              .formatted(source, relative));
    }
    if (!Files.isRegularFile(path)) {
      throw new InputException(
          "%s: files names '%s', but there is no such file in %s; correct the name or add the file"
              .formatted(source, relative, directory));
    }
    return path;
  }

  private void checkHash(String found) {
    String expected = descriptor.sha256();
    if (expected != null && !expected.equalsIgnoreCase(found)) {
      throw new InputException(
          "%s: the data have the SHA-256 %s, but %s is expected; restore the original files, or, if"
                  .formatted(source, found, expected)
              + " the change is meant, write the new value there");
    }
  }

  private void checkRows(int found) {
    Integer expected = descriptor.rows();
    if (expected != null && expected != found) {
      throw new InputException(
          "%s: says rows: %d, but the data have %d rows; correct the number, or restore the files"
              .formatted(source, expected, found));
    }
  }

  private void checkFeatures(List<Column> features) {
    if (features.isEmpty()) {
      throw new InputException(
          source + ": no feature column is left; drop fewer columns, or add some to the table");
    }
    List<CategoricalColumn> words =
        features.stream()
            .filter(CategoricalColumn.class::isInstance)
            .map(CategoricalColumn.class::cast)
            .toList();
    long width = words.stream().mapToLong(column -> column.categories().size()).sum();
    if (width > MOST_CATEGORIES) {
      CategoricalColumn widest =
          words.stream().max(Comparator.comparing(c -> c.categories().size())).orElseThrow();
      throw new InputException(
          ("%s: the categorical columns have %d different values in all, more than %d inputs for a"
                  + " network; column '%s' alone has %d: leave it out with --drop '%4$s', or read it"
                  + " as numbers with --numeric '%4$s'")
              .formatted(
                  source, width, MOST_CATEGORIES, widest.name(), widest.categories().size()));
    }
  }
}
