package io.twinhead.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.twinhead.config.Task;
import io.twinhead.dataset.Unit;
import io.twinhead.dataset.Unlabelled;
import io.twinhead.run.Json;
import io.twinhead.training.Prediction;
import io.twinhead.training.SavedRun;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
  private final Unit unit;
  private final List<String> columns = new ArrayList<>(List.of("id"));

  PredictionLines(SavedRun run, Unit unit) {
    this.task = run.task();
    this.unit = unit;
    if (task == Task.BINARY) {
      columns.addAll(List.of("probability", "label"));
    } else {
      columns.add("label");
      run.classes().forEach(name -> columns.add("p_" + name));
    }
  }

  /** Writes a line for each example that has a prediction. */
  void write(
      LineFormat format,
      Unlabelled examples,
      List<Optional<Prediction>> predictions,
      PrintWriter out) {
    Consumer<List<Object>> sink = format == LineFormat.CSV ? csv(out) : jsonLines(out);
    for (int i = 0; i < predictions.size(); i++) {
      String id = examples.ids().get(i);
      predictions.get(i).ifPresent(prediction -> sink.accept(values(id, prediction)));
    }
  }

  private Consumer<List<Object>> csv(PrintWriter out) {
    CsvWriter csv =
        CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build((Writer) out);
    csv.writeRecord(columns);
    return values -> csv.writeRecord(values.stream().map(PredictionLines::cell).toList());
  }

  private Consumer<List<Object>> jsonLines(PrintWriter out) {
    return values -> {
      Map<String, Object> line = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        line.put(columns.get(i), values.get(i));
      }
      out.print(Json.line(line) + "\n");
    };
  }

  private static String cell(Object value) {
    return value instanceof List<?> labels
        ? String.join("|", labels.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }

  /** One value for each column. */
  private List<Object> values(String id, Prediction prediction) {
    List<Object> values = new ArrayList<>();
    values.add(unit == Unit.ROW ? (Object) Integer.valueOf(id) : id);
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
