package io.twinhead.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.twinhead.config.InputException;
import io.twinhead.run.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The losses of a run's epochs, in nats per row. */
final class LossHistory {
  private static final String FILE = "metrics.jsonl";

  private final List<Losses> epochs;
  private final int terms;

  private LossHistory(List<Losses> epochs, int terms) {
    this.epochs = epochs;
    this.terms = terms;
  }

  /**
   * Reads them from a run directory.
   *
   * @param terms how many of a row's losses the file gives the mean of: its labels, or 1
   * @throws InputException if that cannot be done
   */
  static LossHistory read(Path run, int terms) {
    Path file = run.resolve(FILE);
    List<Losses> epochs = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String place = file + ":" + (epochs.size() + 1);
        epochs.add(Json.read(place, line, Losses.class));
      }
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read, so what the losses did is unknown", e);
    }
    return new LossHistory(epochs, terms);
  }

  double[] train() {
    return epochs.stream().mapToDouble(epoch -> terms * epoch.trainLoss()).toArray();
  }

  double[] validation() {
    return epochs.stream().mapToDouble(epoch -> terms * epoch.validationLoss()).toArray();
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Losses(double trainLoss, double validationLoss) {}
}
