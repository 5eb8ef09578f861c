package io.twinhead.dataset;

import io.twinhead.config.Scaling;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Images, all of the same size and with the same channels.
 *
 * @param places the name of each: its path below the data set's directory, or its number
 */
record PictureInputs(Pictures pictures, List<String> places) implements Inputs {
  PictureInputs {
    places = List.copyOf(places);
  }

  @Override
  public Unit unit() {
    return Unit.IMAGE;
  }

  @Override
  public String description() {
    return "%d x %d pixels, %s"
        .formatted(size().width(), size().height(), size().channels() == 1 ? "grey" : "colour");
  }

  @Override
  public String place(int row) {
    return places.get(row);
  }

  @Override
  public Preprocessing fit(
      Dataset data, int[] trainRows, @Nullable Scaling scaling, @Nullable Integer channels) {
    int wanted = Objects.requireNonNullElse(channels, size().channels());
    return new ImagePreprocessing(size().height(), size().width(), wanted);
  }

  ImageSize size() {
    return pictures.size();
  }
}
