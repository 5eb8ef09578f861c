package io.twinhead.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** A format of picture files, known by how its files begin. */
enum Format {
  JPEG("\u00FF\u00D8\u00FF"),
  PNG("\u0089PNG\r\n\u001A\n"),
  BMP("BM"),
  GIF("GIF8");

  /** Enough bytes to tell any format. */
  static final int LONGEST_BEGINNING = 8;

  private final byte[] beginning;
  private final ImageReaderSpi provider;

  Format(String beginning) {
    this.beginning = beginning.getBytes(StandardCharsets.ISO_8859_1);
    this.provider = provider(name());
  }

  static Optional<Format> of(byte[] file) {
    return Arrays.stream(values())
        .filter(f -> file.length >= f.beginning.length)
        .filter(f -> Arrays.equals(file, 0, f.beginning.length, f.beginning, 0, f.beginning.length))
        .findFirst();
  }

  /** A new reader, which belongs to the caller. */
  ImageReader reader() throws IOException {
    return provider.createReaderInstance();
  }

  /**
   * The one provider that is used, whatever other plug-ins are on the class path: TwelveMonkeys for
   * JPEG (the JDK reads no CMYK), the JDK's own for the rest.
   */
  private static ImageReaderSpi provider(String format) {
    Iterator<ImageReaderSpi> found =
        IIORegistry.getDefaultInstance()
            .getServiceProviders(
                ImageReaderSpi.class,
                spi ->
                    format.equals("JPEG")
                        ? spi instanceof JPEGImageReaderSpi
                        : spi.getClass().getModule().equals(ImageIO.class.getModule())
                            && Arrays.asList(((ImageReaderSpi) spi).getFormatNames())
                                .contains(format),
                true);
    return found.next();
  }
}
