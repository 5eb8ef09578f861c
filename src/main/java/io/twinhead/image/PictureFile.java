package io.twinhead.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads JPEG, PNG, BMP and GIF files as pictures.
 *
 * <p>What a file is follows from its content, not from its name. Deeper and shallower samples
 * become 8-bit, transparency shows white, CMYK becomes RGB, colour profiles are ignored, and of an
 * animation the first frame counts. JPEG pictures are turned upright as their EXIF orientation
 * says; malformed EXIF is ignored. A file that is cut short or corrupt is refused, never filled up.
 *
 * <p>Safe for use by many threads at once.
 */
public final class PictureFile {
  /** The largest picture that is decoded: height x width. */
  public static final long MOST_PIXELS = 100_000_000L;

  /** How names of picture files end, in lower case. */
  public static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".bmp", ".gif");

  /**
   * What a file says of its picture.
   *
   * @param height rows of the upright picture
   * @param width columns of the upright picture
   * @param channels 1 if all it can hold is grey (with or without alpha), else 3
   */
  public record Header(int height, int width, int channels) {}

  private PictureFile() {}

  /**
   * Reads the header only.
   *
   * @throws PictureException if the file cannot be read, is no picture, or has more than {@link
   *     #MOST_PIXELS}
   */
  public static Header header(Path file) throws PictureException {
    return use(file, Decoder::header);
  }

  /**
   * Checks the header, then reads the picture: full size, upright, with the header's channels.
   *
   * @throws PictureException as {@link #header} does, and if the file is cut short or corrupt, or
   *     memory is too small
   */
  public static Picture read(Path file) throws PictureException {
    return use(file, Decoder::read);
  }

  @FunctionalInterface
  private interface Step<T> {
    T apply(Decoder decoder) throws IOException, PictureException;
  }

  private static <T> T use(Path file, Step<T> step) throws PictureException {
    byte[] beginning = beginning(file);
    Format format = Format.of(beginning).orElseThrow(() -> unknown(beginning));
    try (Decoder decoder = new Decoder(file, format)) {
      return step.apply(decoder);
    } catch (IOException | RuntimeException e) { // readers throw both at files they do not expect
      throw new PictureException(
          "is a broken %s image: %s; replace or remove it".formatted(format, reason(e)), e);
    }
  }

  private static byte[] beginning(Path file) throws PictureException {
    if (Files.isDirectory(file)) {
      throw new PictureException("is a directory, not a picture; name a file");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new PictureException("is a device or pipe, not a picture; name a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Format.LONGEST_BEGINNING);
    } catch (NoSuchFileException e) {
      throw new PictureException(
          Files.isSymbolicLink(file)
              ? "is a link to a file that does not exist; mend or remove the link"
              : "does not exist; check the name",
          e);
    } catch (AccessDeniedException e) {
      throw new PictureException("must not be read (access denied); change its permissions", e);
    } catch (IOException e) {
      throw new PictureException("cannot be read (" + e.getMessage() + "); check the disk", e);
    }
  }

  private static PictureException unknown(byte[] beginning) {
    if (beginning.length == 0) {
      return new PictureException("is empty (0 bytes); replace or remove it");
    }
    StringBuilder shown = new StringBuilder();
    for (byte b : beginning) {
      boolean plain = b >= ' ' && b <= '~' && b != '"' && b != '\\';
      shown.append(plain ? String.valueOf((char) b) : "\\x%02X".formatted(b));
    }
    return new PictureException(
        "is no JPEG, PNG, BMP or GIF image: it begins with \"%s\"; replace or remove it"
            .formatted(shown));
  }

  /**
   * The innermost reason says most: "Error reading PNG image data" is caused by what went wrong.
   */
  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof EOFException) {
      return "it ends too early";
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
