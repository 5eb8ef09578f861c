package io.twinhead.dataset;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.OnError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  Dataset read(DataConfig overrides, @Nullable LearntClasses learnt) {
    DataConfig.requireNone(overrides.imageSettings(), source, "is a table");
    OnError onError = Objects.requireNonNullElse(overrides.onError(), OnError.FAIL);
    List<DataFiles.DataFile> files = Objects.requireNonNull(descriptor.files()).list();
    List<Path> paths =
        files.stream().map(file -> Descriptor.locate(directory, source, file.path())).toList();
    String sha256 = Checksum.of(paths);
    descriptor.requireHash(source, sha256);

    Roles roles = Roles.of(descriptor, overrides);
    String delimiter = descriptor.delimiter();
    TableReader reader =
        new TableReader(paths, delimiter == null ? ',' : delimiter.charAt(0), roles, onError);
    roles.check(source, reader.header());
    Table table = reader.read();
    descriptor.requireRows(source, Unit.ROW, table.rows() + table.leftOut());

    List<Column> features =
        table.columns().values().stream().filter(c -> roles.isFeature(c.name())).toList();
    checkFeatures(features);
    Labels labels = Labels.of(source, table, roles, learnt);
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
    return new Dataset(name, sha256, new ColumnInputs(features), labels, use, duplicates, notes);
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
