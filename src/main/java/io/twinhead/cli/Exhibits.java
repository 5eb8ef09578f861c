package io.twinhead.cli;

import io.twinhead.dataset.Dataset;
import io.twinhead.report.Exhibit;
import java.util.Optional;
import java.util.function.IntFunction;

/** Shows single images of a data set in a report. */
final class Exhibits {
  private Exhibits() {}

  /** The images by row, as the networks see them; empty for a table. */
  static Optional<IntFunction<Exhibit>> of(Dataset data) {
    return data.imageShape()
        .map(shape -> row -> new Exhibit(data.place(row), data.picture(row).orElseThrow().png()));
  }
}
