package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.OnError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The columns of a table that a model was trained on; others, the label among them, are passed
 * over. What is a number and what a category was settled in training. Rows are handed on in parts,
 * in memory that the next part uses again.
 */
final class UnlabelledTable implements CsvFile.Sink {
  private final TablePreprocessing wanted;
  private final OnError onError;
  private final Consumer<Unlabelled> sink;
  private final RowInputs inputs;
  private final List<String> ids = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private Path file = Path.of("");
  private long rows;
  private boolean anyPart;

  private UnlabelledTable(TablePreprocessing wanted, OnError onError, Consumer<Unlabelled> sink) {
    this.wanted = wanted;
    this.onError = onError;
    this.sink = sink;
    inputs = new RowInputs(wanted);
  }

  static void read(
      Path input, TablePreprocessing wanted, OnError onError, Consumer<Unlabelled> sink) {
    UnlabelledTable table = new UnlabelledTable(wanted, onError, sink);
    if (Files.isDirectory(input)) {
      table.readDescribed(input);
    } else if (Unlabelled.isTable(input)) {
      table.read(input, ',');
    } else {
      throw new InputException(
          input + ": is no .csv or .csv.gz table, and the model was trained on one");
    }
    if (!table.ids.isEmpty() || !table.skipped.isEmpty() || !table.anyPart) {
      table.handOn();
    }
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
    List<String> lacking = wanted.columns().filter(n -> !header.contains(n)).toList();
    if (!lacking.isEmpty()) {
      throw new InputException(
          "%s:1: has no column '%s'%s, which the model was trained on; add what is missing (there are"
                  .formatted(
                      part,
                      lacking.get(0),
                      lacking.size() == 1 ? "" : " (nor " + (lacking.size() - 1) + " others)")
              + " %d columns, such as '%s')".formatted(header.size(), header.get(0)));
    }
    inputs.expect(header);
    csv.rows(header.size(), Long.MAX_VALUE, this);
  }

  @Override
  public void row(CsvRow row) {
    String problem = inputs.add(row, rows);
    rows++;
    if (problem == null) {
      ids.add(String.valueOf(rows));
    } else {
      refuse("%s:%d: %s".formatted(file, row.line(), problem));
    }
    handOnIfFull();
  }

  @Override
  public void raggedRow(CsvRow row, InputException why) {
    if (onError == OnError.FAIL) {
      throw why;
    }
    rows++;
    skipped.add(Objects.requireNonNull(why.getMessage()));
    handOnIfFull();
  }

  private void refuse(String why) {
    if (onError == OnError.FAIL) {
      throw new InputException(why + "; correct it, or leave such rows out with --on-error skip");
    }
    skipped.add(why);
  }

  private void handOnIfFull() {
    if (inputs.isFull() || skipped.size() == inputs.capacity()) {
      handOn();
    }
  }

  private void handOn() {
    sink.accept(new Unlabelled(Unit.ROW, inputs.features(), ids, skipped));
    inputs.clear();
    ids.clear();
    skipped.clear();
    anyPart = true;
  }
}
