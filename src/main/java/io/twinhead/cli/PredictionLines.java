package io.twinhead.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.twinhead.config.Task;
import io.twinhead.dataset.Unit;
import io.twinhead.dataset.Unlabelled;
import io.twinhead.run.Json;
import io.twinhead.training.Prediction;
import io.twinhead.training.SavedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Predictions as lines. Two classes: {@code id,probability,label}, the probability that of the
 * positive class. More classes, or labels that may overlap: {@code id,label,p_NAME..}; of several
 * labels in one cell of a table, {@code |} stands between them.
 */
final class PredictionLines {
  /** The formats. */
  enum LineFormat {
    CSV,
    JSONL
  }

  private final Task task;
  private final LineFormat format;
  private final Writer out;
  private final List<String> columns = new ArrayList<>(List.of("id"));

  private @Nullable Consumer<List<Object>> sink;

  PredictionLines(SavedRun run, LineFormat format, Writer out) {
    this.task = run.task();
    this.format = format;
    this.out = out;
    if (task == Task.BINARY) {
      columns.addAll(List.of("probability", "label"));
    } else {
      columns.add("label");
      run.classes().forEach(name -> columns.add("p_" + name));
    }
  }

  /** Writes a line for each example that has a prediction; before the first part the header. */
  void write(Unlabelled part, List<Optional<Prediction>> predictions) {
    if (sink == null) {
      sink = format == LineFormat.CSV ? csv() : jsonLines();
    }
    for (int i = 0; i < predictions.size(); i++) {
      if (predictions.get(i).isPresent()) {
        String id = part.ids().get(i);
        sink.accept(
            values(part.unit() == Unit.ROW ? Long.valueOf(id) : id, predictions.get(i).get()));
      }
    }
  }

  private Consumer<List<Object>> csv() {
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(out);
    csv.writeRecord(columns);
    return values -> csv.writeRecord(values.stream().map(PredictionLines::cell).toList());
  }

  private Consumer<List<Object>> jsonLines() {
    return values -> {
      Map<String, Object> line = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        line.put(columns.get(i), values.get(i));
      }
      write(Json.line(line) + "\n");
    };
  }

  private void write(String line) {
    try {
      out.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cell(Object value) {
    return value instanceof List<?> labels
        ? String.join("|", labels.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }

  /** One value for each column. */
  private List<Object> values(Object id, Prediction prediction) {
    List<Object> values = new ArrayList<>();
    values.add(id);
    if (task == Task.BINARY) {
      values.addAll(prediction.probabilities());
    }
    values.add(task == Task.MULTILABEL ? prediction.labels() : prediction.labels().get(0));
    if (task != Task.BINARY) {
      values.addAll(prediction.probabilities());
    }
    return values;
  }
}
