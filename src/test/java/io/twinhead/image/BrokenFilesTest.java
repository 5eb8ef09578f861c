package io.twinhead.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenFilesTest {
  @TempDir private Path dir;

  // ---- files that are no pictures ---------------------------------------------------------------

  @Test
  void saysHowAFileThatIsNoPictureBegins() throws Exception {
    assertThat(refusal(written("Lorem ipsum".getBytes(ISO_8859_1))))
        .isEqualTo(
            "is no JPEG, PNG, BMP or GIF image: it begins with \"Lorem ip\"; replace or remove it");
    assertThat(refusal(written(new byte[] {0, 'a', '"', -1})))
        .contains("begins with \"\\x00a\\x22\\xFF\"");
  }

  @Test
  void tellsWhyAFileCannotBeRead() throws Exception {
    assertThat(refusal(written(new byte[0]))).startsWith("is empty (0 bytes)");
    assertThat(refusal(dir)).startsWith("is a directory");
    assertThat(refusal(dir.resolve("absent.png"))).startsWith("does not exist");
    Path link = Files.createSymbolicLink(dir.resolve("link.png"), dir.resolve("absent.png"));
    assertThat(refusal(link)).startsWith("is a link to a file that does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BM", "GIF89a", "\u00FF\u00D8\u00FF", "\u0089PNG\r\n\u001A\n"})
  void refusesABeginningWithoutTheRest(String beginning) throws Exception {
    assertThat(refusal(written(beginning.getBytes(ISO_8859_1)))).startsWith("is a broken ");
  }

  // ---- cut short and corrupt --------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb.jpg",
        "progressive.jpg",
        "grey.jpg",
        "cmyk.jpg",
        "ycck.jpg",
        "profile.jpg",
        "rgb.png",
        "grey-1-bit.png",
        "palette.png",
        "rgba-16-bit.png",
        "rgb.bmp",
        "palette.bmp",
        "palette.gif",
        "noise.png"
      })
  void refusesAFileThatIsCutShort(String name) throws Exception {
    byte[] whole = Files.readAllBytes(GoldenPictures.file(name));
    byte[] picture = PictureFile.read(GoldenPictures.file(name)).sha256();
    for (int i = 0; i < 20; i++) {
      Path cut = written(Arrays.copyOf(whole, whole.length * i / 20));
      try {
        // Checksums and trailers follow the pixels: these may be missing, but no pixel.
        assertThat(PictureFile.read(cut).sha256()).isEqualTo(picture);
        assertThat(i).isGreaterThanOrEqualTo(15);
      } catch (PictureException e) {
        assertThat(e).hasMessageStartingWith(i == 0 ? "is empty" : "is ");
      }
    }
  }

  /** The decoder only warns, and fills the rest with grey. */
  @Test
  void refusesAJpegOfWhichOnlyTheLastBytesAreMissing() throws Exception {
    for (String name : new String[] {"rgb.jpg", "progressive.jpg", "cmyk.jpg"}) {
      byte[] whole = Files.readAllBytes(GoldenPictures.file(name));
      Path cut = written(Arrays.copyOf(whole, whole.length - 10));
      assertThatExceptionOfType(PictureException.class)
          .isThrownBy(() -> PictureFile.read(cut))
          .withMessageStartingWith("is a broken JPEG image: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.jpg", "progressive.jpg", "cmyk.jpg", "rgb.png", "palette.gif"})
  void readsOrRefusesAnyCorruptFile(String name) throws Exception {
    byte[] whole = Files.readAllBytes(GoldenPictures.file(name));
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] corrupt = whole.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        corrupt[random.nextInt(corrupt.length)] = (byte) random.nextInt();
      }
      try {
        Picture read = PictureFile.read(written(corrupt));
        assertThat((long) read.height() * read.width()).isLessThan(PictureFile.MOST_PIXELS);
      } catch (PictureException e) {
        assertThat(e).message().matches("(is|has|must) .*; .*");
        refused++;
      }
    }
    assertThat(refused).isBetween(25, 499);
  }

  @Test
  void toleratesBytesTooManyBeforeAMarker() throws Exception {
    byte[] jpeg = Files.readAllBytes(GoldenPictures.file("rgb.jpg"));
    byte[] longer = Arrays.copyOf(jpeg, jpeg.length + 3);
    longer[jpeg.length - 2] = 0;
    longer[jpeg.length - 1] = 0;
    longer[jpeg.length] = 0;
    longer[jpeg.length + 1] = (byte) 0xFF;
    longer[jpeg.length + 2] = (byte) 0xD9;
    assertThat(PictureFile.read(written(longer)).sha256())
        .isEqualTo(PictureFile.read(GoldenPictures.file("rgb.jpg")).sha256());
  }

  // ---- too large --------------------------------------------------------------------------------

  @Test
  void refusesAPngThatClaimsTooManyPixels() throws Exception {
    assertThat(refusal(written(pngOf(20_000, 20_000))))
        .isEqualTo(
            "has 20,000 x 20,000 pixels, more than the 100,000,000 that are read; make it smaller"
                + " or remove it");
    assertThat(refusal(written(pngOf(Integer.MAX_VALUE, Integer.MAX_VALUE)))).startsWith("has ");
  }

  @Test
  void refusesAJpegThatClaimsTooManyPixels() throws Exception {
    byte[] jpeg = Files.readAllBytes(GoldenPictures.file("rgb.jpg"));
    int frame = new String(jpeg, ISO_8859_1).indexOf("\u00FF\u00C0");
    for (int at : new int[] {frame + 5, frame + 7}) {
      jpeg[at] = (byte) (20_000 >> 8);
      jpeg[at + 1] = (byte) 20_000;
    }
    assertThat(refusal(written(jpeg))).startsWith("has 20,000 x 20,000 pixels");
  }

  /** Both ways to open the file must say the same. */
  private static String refusal(Path file) {
    String[] messages = new String[2];
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> PictureFile.header(file))
        .satisfies(e -> messages[0] = e.getMessage());
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> PictureFile.read(file))
        .satisfies(e -> messages[1] = e.getMessage());
    assertThat(messages[0]).isEqualTo(messages[1]);
    return messages[0];
  }

  private Path written(byte[] content) throws IOException {
    return Files.write(dir.resolve("picture"), content);
  }

  private static byte[] pngOf(int width, int height) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(header);
    out.write("IHDR".getBytes(ISO_8859_1));
    out.writeInt(width);
    out.writeInt(height);
    out.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 checksum = new CRC32();
    checksum.update(header.toByteArray());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream png = new DataOutputStream(file);
    png.write("\u0089PNG\r\n\u001A\n".getBytes(ISO_8859_1));
    png.writeInt(13);
    png.write(header.toByteArray());
    png.writeInt((int) checksum.getValue());
    png.writeInt(0);
    png.write("IDAT".getBytes(ISO_8859_1));
    return file.toByteArray();
  }
}
