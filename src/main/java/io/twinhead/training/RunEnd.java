package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.twinhead.config.TimeSpan;
import io.twinhead.config.TrainingConfig;
import io.twinhead.run.BoundedText;
import io.twinhead.run.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a training ended, as its {@code run.json} says.
 *
 * @param ended null if it was written before that was recorded, when nothing could be gone on with
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunEnd(@Nullable Ending ended, int epochs, double seconds) {

  /**
   * Why there is nothing to go on with in a directory, in words; empty if there is no record of an
   * end, or these settings lead beyond it.
   */
  public static Optional<String> of(Path run, TrainingConfig settings) {
    Path record = run.resolve(RunDirectory.RECORD);
    return Files.isRegularFile(record)
        ? Json.read(record.toString(), BoundedText.read(record), RunEnd.class).reason(settings)
        : Optional.empty();
  }

  private Optional<String> reason(TrainingConfig settings) {
    if (ended == null) {
      return Optional.of("epochs done: %d".formatted(epochs));
    }
    return switch (ended) {
      case DIVERGENCE -> Optional.empty();
      case EPOCHS -> Optional.of("--epochs: %d are done".formatted(epochs));
      case PATIENCE -> Optional.of("--patience: its validation loss had stopped falling");
      case MAX_TIME ->
          isUp(settings.maxTime())
              ? Optional.of(
                  String.format(
                      Locale.ROOT,
                      "--max-time: %.1f s have passed; with more of it, it goes on",
                      seconds))
              : Optional.empty();
    };
  }

  private boolean isUp(@Nullable TimeSpan time) {
    return time != null && time.seconds() <= seconds;
  }
}
