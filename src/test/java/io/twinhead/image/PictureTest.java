package io.twinhead.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
  @Test
  void rejectsPixelsThatDoNotFitTheSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Picture(2, 3, 1, new byte[7]))
        .withMessage("7 bytes are no 2 x 3 x 1 pixels");
    assertThatIllegalArgumentException().isThrownBy(() -> new Picture(0, 3, 1, new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> new Picture(1, 1, 2, new byte[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Picture(65_536, 65_536, 1, new byte[0])); // no overflow
  }

  @Test
  void rejectsSizesAndChannelsThatNoPictureHas() {
    Picture picture = noise(4, 5, 1);
    assertThatIllegalArgumentException().isThrownBy(() -> picture.resized(0, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> picture.withChannels(2));
  }

  // ---- channels and identity --------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({"255,0,0,76", "0,255,0,150", "0,0,255,29", "255,255,255,255", "77,77,77,77"})
  void colourTurnsGreyByLuma(int red, int green, int blue, int grey) {
    Picture picture = new Picture(1, 1, 3, new byte[] {(byte) red, (byte) green, (byte) blue});
    assertThat(picture.withChannels(1).pixels()).containsExactly(grey);
  }

  @Test
  void greyAndItsRgbCopyAreTheSamePicture() {
    Picture grey = noise(6, 7, 1);
    Picture copy = grey.withChannels(3);
    assertThat(copy.pixels()).startsWith(grey.pixels()[0], grey.pixels()[0], grey.pixels()[0]);
    assertThat(copy.sha256()).isEqualTo(grey.sha256());
    assertThat(copy.withChannels(1).pixels()).isEqualTo(grey.pixels());
    assertThat(new Picture(7, 6, 1, grey.pixels()).sha256()).isNotEqualTo(grey.sha256());
  }

  @Test
  void digestIsThatOfHeightWidthAndRgb() {
    // Python: hashlib.sha256(bytes([0,0,0,1, 0,0,0,2, 1,1,1, 200,200,200])).hexdigest()
    assertThat(HexFormat.of().formatHex(new Picture(1, 2, 1, new byte[] {1, (byte) 200}).sha256()))
        .isEqualTo("5b97c939d3f45083174ca7e176cc19b6c9fdaa6c71607cf71eb658ebc8746a77");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void pngHoldsThePicture(int channels, @TempDir Path dir) throws Exception {
    Picture picture = noise(9, 5, channels);
    Picture read = PictureFile.read(Files.write(dir.resolve("a.png"), picture.png()));
    assertThat(read.channels()).isEqualTo(channels);
    assertThat(read.pixels()).isEqualTo(picture.pixels());
  }

  // ---- resizing ---------------------------------------------------------------------------------

  @Test
  void sameSizeIsTheSamePicture() {
    Picture picture = noise(4, 5, 3);
    assertThat(picture.resized(4, 5)).isSameAs(picture);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,50", "50,3", "20,20", "200,150", "31,29"})
  void constantStaysConstant(int height, int width) {
    for (int[] size : new int[][] {{1, 1}, {2, 3}, {30, 40}, {1, 200}}) {
      byte[] pixels = new byte[size[0] * size[1] * 3];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) new int[] {255, 100, 3}[i % 3];
      }
      byte[] resized = new Picture(size[0], size[1], 3, pixels).resized(height, width).pixels();
      for (int i = 0; i < resized.length; i++) {
        assertThat(resized[i] & 0xFF).isEqualTo(new int[] {255, 100, 3}[i % 3]);
      }
    }
  }

  @Test
  void checkerboardAveragesToGreyInsteadOfAliasing() {
    byte[] pixels = new byte[64 * 64];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((i / 64 + i % 64) % 2 * 255);
    }
    for (byte pixel : new Picture(64, 64, 1, pixels).resized(16, 16).pixels()) {
      assertThat(pixel & 0xFF).isBetween(126, 129);
    }
  }

  @ParameterizedTest
  @CsvSource({"32,32", "16,8", "100,128", "64,40"})
  void preservesTheMean(int height, int width) {
    Picture picture = smooth(64, 64);
    assertThat(mean(picture.resized(height, width))).isCloseTo(mean(picture), within(1.0));
  }

  static List<String> sizes() {
    return GoldenPictures.names("resized");
  }

  /** Of 255 levels, one for Pillow's rounding between its two passes. */
  @ParameterizedTest
  @MethodSource("sizes")
  void agreesWithPillowsAntialiasedFilterOnNoise(String size) throws Exception {
    Picture expected = GoldenPictures.resizedNoise(size);
    Picture noise = PictureFile.read(GoldenPictures.file("noise.png"));
    for (int channels : new int[] {1, 3}) {
      Picture resized =
          noise.withChannels(channels).resized(expected.height(), expected.width()).withChannels(1);
      for (int i = 0; i < expected.pixels().length; i++) {
        assertThat(resized.pixels()[i] & 0xFF).isCloseTo(expected.pixels()[i] & 0xFF, within(1));
      }
    }
  }

  private static double mean(Picture picture) {
    long sum = 0;
    for (byte pixel : picture.pixels()) {
      sum += pixel & 0xFF;
    }
    return (double) sum / picture.pixels().length;
  }

  private static Picture smooth(int height, int width) {
    byte[] pixels = new byte[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (127 + 100 * Math.sin(i / width / 9.0) * Math.cos(i % width / 7.0));
    }
    return new Picture(height, width, 1, pixels);
  }

  private static Picture noise(int height, int width, int channels) {
    byte[] pixels = new byte[height * width * channels];
    new Random(11).nextBytes(pixels);
    return new Picture(height, width, channels, pixels);
  }
}
