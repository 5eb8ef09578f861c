package io.twinhead.cli;

import io.twinhead.config.DataConfig;
import io.twinhead.config.OnError;
import io.twinhead.config.Scaling;
import io.twinhead.config.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the data are read. */
final class DataOptions {
  @Option(names = "--label", paramLabel = "COL", description = "The label column.")
  @Nullable String label;

  @Option(
      names = "--labels",
      split = ",",
      paramLabel = "COL",
      description = "Several 0/1 columns: overlapping labels, or one-hot classes.")
  @Nullable List<String> labels;

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description = "The class that probabilities and metrics are about.")
  @Nullable String positive;

  @Option(
      names = "--drop",
      split = ",",
      paramLabel = "COL",
      description = "Columns that are no features.")
  @Nullable List<String> drop;

  @Option(names = "--weight", paramLabel = "COL", description = "Column of sample weights.")
  @Nullable String weight;

  @Option(
      names = "--group",
      paramLabel = "COL",
      description = "Rows with equal values stay in one fold.")
  @Nullable String group;

  @Option(
      names = "--time",
      paramLabel = "COL",
      description = "Orders the rows: only earlier ones predict later ones.")
  @Nullable String time;

  @Option(
      names = "--categorical",
      split = ",",
      paramLabel = "COL",
      description = "Columns to read as categories.")
  @Nullable List<String> categorical;

  @Option(
      names = "--numeric",
      split = ",",
      paramLabel = "COL",
      description = "Columns to read as numbers; other tokens are missing values.")
  @Nullable List<String> numeric;

  @Option(
      names = "--scaling",
      paramLabel = "standard|minmax|logistic|none",
      description = "Of numeric columns, fitted on the training part (default: standard).")
  @Nullable Scaling scaling;

  @Option(
      names = "--image-size",
      paramLabel = "N",
      description =
          "Height and width of images in pixels (default: their own if common to all, else 150).")
  @Nullable Integer imageSize;

  @Option(
      names = "--on-error",
      paramLabel = "fail|skip",
      description = "What to do about rows or images that cannot be used (default: fail).")
  @Nullable OnError onError;

  @Option(
      names = "--task",
      paramLabel = "binary|multiclass|multilabel",
      description = "What the labels are (default: found from the data).")
  @Nullable Task task;

  DataConfig toConfig() {
    return new DataConfig(
        label,
        labels,
        positive,
        drop,
        weight,
        group,
        time,
        categorical,
        numeric,
        scaling,
        imageSize,
        onError,
        task);
  }
}
