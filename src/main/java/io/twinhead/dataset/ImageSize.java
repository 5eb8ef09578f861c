package io.twinhead.dataset;

import io.twinhead.image.PictureFile.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The size that all images are brought to.
 *
 * @param why it is that size, for people
 */
record ImageSize(int height, int width, int channels, String why) {
  private static final int USUAL = 150;

  /** Networks of this program's kind take small images; a photograph's size is no default. */
  private static final int LARGEST_COMMON = 512;

  /**
   * Chooses the size.
   *
   * @param said by the user, null if nothing was
   * @param headers of all images
   */
  static ImageSize of(@Nullable Integer said, List<Header> headers) {
    int channels = headers.stream().allMatch(h -> h.channels() == 1) ? 1 : 3;
    Header first = headers.isEmpty() ? new Header(USUAL, USUAL, channels) : headers.get(0);
    boolean common =
        headers.stream().allMatch(h -> h.height() == first.height() && h.width() == first.width());
    if (said != null) {
      return new ImageSize(said, said, channels, "as given");
    }
    if (!common) {
      return new ImageSize(USUAL, USUAL, channels, "as they differ in size; --image-size chooses");
    }
    return Math.max(first.height(), first.width()) <= LARGEST_COMMON
        ? new ImageSize(first.height(), first.width(), channels, "the size of all")
        : new ImageSize(
            USUAL,
            USUAL,
            channels,
            "as %d x %d is large for these networks; --image-size chooses"
                .formatted(first.width(), first.height()));
  }

  int[] shape() {
    return new int[] {height, width, channels};
  }

  long bytes() {
    return (long) height * width * channels;
  }

  String note(List<Header> headers) {
    boolean resized = headers.stream().anyMatch(h -> h.height() != height || h.width() != width);
    return "Images of %d x %d pixels, %s: %s%s."
        .formatted(
            width,
            height,
            channels == 1 ? "grey" : "colour",
            why,
            resized ? "; stretched to it where their shape differs" : "");
  }
}
