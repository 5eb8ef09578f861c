package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.OnError;
import io.twinhead.config.Scaling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table that a model was trained on; others, the label among them, are passed
 * over. What is a number and what a category was settled in training.
 */
final class UnlabelledTable implements CsvFile.Sink {
  private final Map<String, NumericEncoding> numeric = new LinkedHashMap<>();
  private final Map<String, ColumnBuilder> builders = new LinkedHashMap<>();
  private final Scaling scaling;
  private final OnError onError;
  private final List<String> skipped = new ArrayList<>();
  private final BitSet unusable = new BitSet();
  private @Nullable ColumnBuilder[] columns = {};
  private @Nullable String problem;
  private Path file = Path.of("");
  private int rows;

  private UnlabelledTable(TablePreprocessing wanted, OnError onError) {
    this.scaling = wanted.scaling();
    this.onError = onError;
    for (NumericEncoding encoding : wanted.numeric()) {
      numeric.put(encoding.column(), encoding);
      builders.put(encoding.column(), new NumericBuilder(encoding.column()));
    }
    for (CategoricalEncoding encoding : wanted.categorical()) {
      builders.put(encoding.column(), new CategoricalBuilder(encoding.column()));
    }
  }

  static Unlabelled read(Path input, TablePreprocessing wanted, OnError onError) {
    UnlabelledTable table = new UnlabelledTable(wanted, onError);
    if (Files.isDirectory(input)) {
      table.readDescribed(input);
    } else if (Unlabelled.isTable(input)) {
      table.read(input, ',');
    } else {
      throw new InputException(
          input + ": is no .csv or .csv.gz table, and the model was trained on one");
    }
    int[] usable = IntStream.range(0, table.rows).filter(i -> !table.unusable.get(i)).toArray();
    List<Column> columns = table.builders.values().stream().map(ColumnBuilder::build).toList();
    return new Unlabelled(
        Unit.ROW,
        wanted.features(input.toString(), columns, usable),
        IntStream.of(usable).mapToObj(row -> String.valueOf(row + 1)).toList(),
        table.skipped);
  }

  private void readDescribed(Path directory) {
    if (!Files.exists(directory.resolve(Descriptor.FILE_NAME))) {
      throw new InputException(
          "%s: is a directory without a %s, and the model was trained on a table; name its .csv"
              .formatted(directory, Descriptor.FILE_NAME));
    }
    Descriptor descriptor = Descriptor.read(directory);
    if (descriptor.format() != Descriptor.Format.CSV) {
      throw new InputException(
          directory + ": holds images, and the model was trained on a table; name a table");
    }
    String source = directory.resolve(Descriptor.FILE_NAME).toString();
    String delimiter = descriptor.delimiter();
    Objects.requireNonNull(descriptor.files())
        .list()
        .forEach(
            part ->
                read(
                    Descriptor.locate(directory, source, part.path()),
                    delimiter == null ? ',' : delimiter.charAt(0)));
  }

  private void read(Path part, char delimiter) {
    file = part;
    CsvFile csv = new CsvFile(part, delimiter);
    List<String> header = csv.header(1);
    List<String> lacking = builders.keySet().stream().filter(n -> !header.contains(n)).toList();
    if (!lacking.isEmpty()) {
      throw new InputException(
          "%s:1: has no column '%s'%s, which the model was trained on; add what is missing (there are"
                  .formatted(
                      part,
                      lacking.get(0),
                      lacking.size() == 1 ? "" : " (nor " + (lacking.size() - 1) + " others)")
              + " %d columns, such as '%s')".formatted(header.size(), header.get(0)));
    }
    columns = header.stream().map(builders::get).toArray(ColumnBuilder[]::new);
    csv.rows(header.size(), Long.MAX_VALUE, this);
  }

  @Override
  public void cell(int column, char[] text, int from, int to) {
    ColumnBuilder builder = columns[column];
    if (builder == null) {
      return;
    }
    builder.add(text, from, to);
    NumericEncoding encoding = numeric.get(builder.name);
    if (encoding != null && problem == null && !Cells.isMissing(text, from, to)) {
      problem = problem(encoding, new String(text, from, to - from));
    }
  }

  private @Nullable String problem(NumericEncoding encoding, String text) {
    double value = Cells.number(text);
    if (!Double.isFinite(value)) {
      return "column '%s': '%s' is not a finite number".formatted(encoding.column(), text);
    }
    try {
      encoding.encode(value, scaling, rows);
      return null;
    } catch (InputException e) {
      return e.getMessage();
    }
  }

  @Override
  public void endOfRow(long line) {
    if (problem != null) {
      String place = "%s:%d: %s".formatted(file, line, problem);
      if (onError == OnError.FAIL) {
        throw new InputException(
            place + "; correct it, or leave such rows out with --on-error skip");
      }
      skipped.add(place);
      unusable.set(rows);
      problem = null;
    }
    rows++;
  }
}
