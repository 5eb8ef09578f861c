package io.twinhead.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
  /** JPEG decoders may round differently, above all twice: YCC to RGB, then ink to light. */
  private static final int JPEG_TOLERANCE = 3;

  @TempDir private Path dir;

  static List<String> pictures() {
    return GoldenPictures.names("pictures");
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void readsWhatPillowReads(String name) throws Exception {
    Picture expected = GoldenPictures.picture(name);
    Picture read = PictureFile.read(GoldenPictures.file(name));
    assertThat(sizeOf(read)).isEqualTo(sizeOf(expected));
    int tolerance = name.endsWith(".jpg") ? JPEG_TOLERANCE : 0;
    assertThat(largestDifference(read, expected)).isLessThanOrEqualTo(tolerance);
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void headerAgreesWithThePicture(String name) throws Exception {
    PictureFile.Header header = PictureFile.header(GoldenPictures.file(name));
    Picture read = PictureFile.read(GoldenPictures.file(name));
    assertThat(header)
        .isEqualTo(new PictureFile.Header(read.height(), read.width(), read.channels()));
  }

  @Test
  void greyKeepsItsLevels() throws Exception {
    byte[] levels = new byte[256];
    for (int i = 0; i < 256; i++) {
      levels[i] = (byte) i;
    }
    Path file = Files.write(dir.resolve("ramp.png"), new Picture(16, 16, 1, levels).png());
    assertThat(PictureFile.read(file).pixels()).isEqualTo(levels);
  }

  @Test
  void goesByContentNotByName() throws Exception {
    for (String name : List.of("misleading.jpg", "nameless", "misleading.txt")) {
      Path file = Files.copy(GoldenPictures.file("rgb.png"), dir.resolve(name));
      assertThat(PictureFile.read(file).sha256())
          .isEqualTo(GoldenPictures.picture("rgb.png").sha256());
    }
  }

  /** The directory's place, the tag, its type and its value. */
  @ParameterizedTest
  @ValueSource(ints = {10, 13, 16, 18, 24})
  void malformedExifCountsAsUpright(int damaged) throws Exception {
    byte[] jpeg = Files.readAllBytes(GoldenPictures.file("orientation-6.jpg"));
    int exif = new String(jpeg, ISO_8859_1).indexOf("Exif");
    jpeg[exif + damaged] = (byte) 0xEE;
    assertThat(PictureFile.header(Files.write(dir.resolve("a.jpg"), jpeg)))
        .isEqualTo(new PictureFile.Header(12, 20, 3));
  }

  @Test
  void manyThreadsDecodeAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> differences = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        for (String name : pictures()) {
          differences.add(
              threads.submit(
                  () ->
                      largestDifference(
                          PictureFile.read(GoldenPictures.file(name)),
                          GoldenPictures.picture(name))));
        }
      }
      for (Future<Integer> difference : differences) {
        assertThat(difference.get()).isLessThanOrEqualTo(JPEG_TOLERANCE);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Integer> sizeOf(Picture p) {
    return List.of(p.height(), p.width(), p.channels());
  }

  private static int largestDifference(Picture a, Picture b) {
    int largest = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      largest = Math.max(largest, Math.abs((a.pixels()[i] & 0xFF) - (b.pixels()[i] & 0xFF)));
    }
    return largest;
  }
}
