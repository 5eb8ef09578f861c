package io.twinhead.dataset;

import io.twinhead.image.PictureFile.Header;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A rule by which images get a common size.
 *
 * @param name tells one rule from another
 * @param choice the size for images with these headers
 */
record Sizing(String name, Function<List<Header>, ImageSize> choice) {
  /** As the user said; null if nothing was. */
  static Sizing said(@Nullable Integer side) {
    return new Sizing(
        side == null ? "of the images" : String.valueOf(side),
        headers -> ImageSize.of(side, headers));
  }

  /** Whatever the images are. */
  static Sizing always(ImageSize size) {
    return new Sizing(
        "%d x %d x %d".formatted(size.height(), size.width(), size.channels()), headers -> size);
  }
}
