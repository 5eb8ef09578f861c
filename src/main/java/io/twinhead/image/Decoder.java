package io.twinhead.image;

import io.twinhead.image.PictureFile.Header;
import java.awt.image.Raster;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** One open file: its header and, when that is in order, its picture. For one use by one thread. */
final class Decoder implements Closeable {
  private final Format format;
  private final ImageReader reader;
  private final ImageInputStream file;

  Decoder(Path path, Format format) throws IOException {
    this.format = format;
    this.reader = format.reader();
    this.file = new FileImageInputStream(path.toFile());
  }

  Header header() throws IOException, PictureException {
    return header(orientation());
  }

  private Orientation orientation() throws IOException {
    Orientation found = format == Format.JPEG ? Orientation.ofJpeg(file) : Orientation.UPRIGHT;
    file.seek(0);
    return found;
  }

  private Header header(Orientation orientation) throws IOException, PictureException {
    // Metadata is skipped, as a few bytes of compressed text can unpack to gigabytes.
    reader.setInput(file, true, true);
    int height = reader.getHeight(0);
    int width = reader.getWidth(0);
    if (height < 1 || width < 1) {
      throw new IIOException("its size is " + width + " x " + height);
    }
    if ((long) height * width > PictureFile.MOST_PIXELS) {
      throw new PictureException(
          String.format(
              Locale.ROOT,
              "has %,d x %,d pixels, more than the %,d that are read; make it smaller or remove it",
              width,
              height,
              PictureFile.MOST_PIXELS));
    }
    int channels = Samples.isGrey(stored().getColorModel()) ? 1 : 3;
    return orientation.transposed()
        ? new Header(width, height, channels)
        : new Header(height, width, channels);
  }

  private ImageTypeSpecifier stored() throws IOException {
    ImageTypeSpecifier type = reader.getRawImageType(0);
    if (type == null) {
      throw new IIOException("its kind of pixels is unknown");
    }
    return type;
  }

  Picture read() throws IOException, PictureException {
    Orientation orientation = orientation();
    Header header = header(orientation);
    Damage damage = new Damage();
    reader.addIIOReadWarningListener(damage);
    try {
      Picture picture = stored().getNumBands() == 4 && format == Format.JPEG ? cmyk() : pixels();
      damage.refuse();
      return orientation.upright(picture).withChannels(header.channels());
    } catch (OutOfMemoryError e) {
      throw tooLarge(header, e);
    } catch (IIOException e) {
      if (e.getCause() instanceof OutOfMemoryError memory) { // as the PNG reader hands it on
        throw tooLarge(header, memory);
      }
      throw e;
    }
  }

  private static PictureException tooLarge(Header header, OutOfMemoryError cause) {
    return new PictureException(
        String.format(
            Locale.ROOT,
            "has %,d x %,d pixels, too many for the memory at hand; make it smaller, or allow"
                + " more memory, for example with TWINHEAD_JAVA_OPTIONS=-Xmx8g",
            header.width(),
            header.height()),
        cause);
  }

  private Picture pixels() throws IOException {
    ImageReadParam how = reader.getDefaultReadParam();
    if (format == Format.JPEG) {
      how.setDestinationType(stored()); // else an embedded colour profile would be applied
    }
    return Samples.picture(reader.read(0, how));
  }

  private Picture cmyk() throws IOException {
    Raster raster = reader.readRaster(0, null);
    file.seek(0);
    return Cmyk.picture(raster, Cmyk.isYcck(file));
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    file.close();
  }
}
