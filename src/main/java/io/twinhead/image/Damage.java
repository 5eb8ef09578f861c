package io.twinhead.image;

import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells warnings of missing or corrupt pixels from harmless ones.
 *
 * <p>Readers only warn of a JPEG file that ends early or whose codes make no sense, and make up the
 * rest of the picture. Half a picture with a made-up rest would teach a network the wrong thing, so
 * such a file is refused. Bytes too many between two markers, unknown markers and missing colour
 * profiles do no harm.
 */
final class Damage implements IIOReadWarningListener {
  private static final Pattern DAMAGED =
      Pattern.compile(
          "(?i)premature end|truncated|bad (huffman|arithmetic) code|instead of RST"
              + "|out-of-sequence|inconsistent progression");

  private @Nullable String first;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    if (first == null && DAMAGED.matcher(warning).find()) {
      first = warning;
    }
  }

  /** To be called after decoding. */
  void refuse() throws IIOException {
    if (first != null) {
      throw new IIOException(first);
    }
  }
}
