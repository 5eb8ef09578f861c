package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxTest {
  @TempDir private Path folder;

  @BeforeEach
  void writesAPair() {
    Images.write(folder.resolve("i"), idx(pixels(12), 6, 2, 1));
    Images.write(folder.resolve("l"), idx(new byte[] {0, 1, 2, 0, 1, 2}, 6));
    describe("files: {images: i, labels: l}\nclasses: {0: ankle, 2: boot}");
  }

  @Test
  void readsImagesOfTheNamedClasses() {
    Dataset data = open();
    assertThat(data.classes()).containsExactly("ankle", "boot");
    assertThat(data.labels()).containsExactly(0, 1, 0, 1);
    assertThat(data.description()).isEqualTo("1 x 2 pixels, grey");
    assertThat(data.picture(1).orElseThrow().pixels()).containsExactly(4, 5);
    assertThat(data.place(1)).isEqualTo("3");
    assertThat(String.join(" ", data.notes())).contains("other classes, left out: 2");
  }

  @Test
  void readsPackedFilesAndAGivenSplit() {
    Images.write(folder.resolve("ti.gz"), packed(idx(pixels(8), 4, 2, 1)));
    Images.write(folder.resolve("tl.gz"), packed(idx(new byte[] {0, 2, 2, 0}, 4)));
    describe("files: {test: {images: ti.gz, labels: tl.gz}, train: {images: i, labels: l}}");
    Dataset data = open();
    assertThat(data.hasTestSplit()).isTrue();
    assertThat(data.rows()).isEqualTo(10);
    assertThat(data.place(6)).isEqualTo("test/1");
    assertThat(data.classes()).containsExactly("0", "1", "2");
  }

  @Test
  void readsColour() {
    Images.write(folder.resolve("i"), idx(pixels(36), 6, 2, 1, 3));
    assertThat(open().description()).isEqualTo("1 x 2 pixels, colour");
  }

  @ParameterizedTest
  @CsvSource({
    "i, 27, 'fewer than the 12 bytes'",
    "i, 3, 'ends too early'",
    "i, 0, 'ends too early'",
    "l, 9, 'fewer than the 6 bytes'",
  })
  void refusesTornFiles(String name, int length, String said) {
    byte[] whole = name.equals("i") ? idx(pixels(12), 6, 2, 1) : idx(new byte[6], 6);
    Images.write(folder.resolve(name), Arrays.copyOf(whole, length));
    assertRefused(folder.resolve(name).toString(), said);
  }

  @Test
  void refusesWhatIsNoIdxFile() {
    Images.write(folder.resolve("i"), "not an idx file at all".getBytes());
    assertRefused("is no IDX file of bytes");
  }

  @Test
  void refusesMoreBytesThanTheShapeSays() {
    Images.write(folder.resolve("i"), Arrays.copyOf(idx(pixels(12), 6, 2, 1), 50));
    assertRefused("more than the 12 bytes");
  }

  @Test
  void refusesShapesThatCannotBe() {
    Images.write(folder.resolve("i"), idx(new byte[0], 60_000, 60_000, 60_000));
    assertRefused("no usable size");
    Images.write(folder.resolve("i"), idx(new byte[0], -1, 2, 2));
    assertRefused("no usable size");
  }

  @Test
  void refusesPairsThatDoNotBelongTogether() {
    Images.write(folder.resolve("l"), idx(new byte[] {0, 2}, 2));
    assertRefused("has 6 images", "has 2 labels");
    describe("files: {images: l, labels: i}");
    assertRefused("name the file of images");
  }

  @Test
  void refusesDescriptorsThatNameNoPair() {
    describe("files: i");
    assertRefused("files names 'i' without its labels");
    describe("files: {images: i}");
    assertRefused("images and labels");
    describe("files: {images: i, labels: nowhere}");
    assertRefused("'nowhere', but there is no such file");
    describe("files: {images: i, labels: l}\nclasses: {0: ankle, 7: seven}");
    assertRefused("no image of the class 'seven'", "the labels are 0, 1, 2");
  }

  private void describe(String yaml) {
    Tables.write(folder.resolve("dataset.yaml"), "format: idx\n" + yaml + "\n");
  }

  private Dataset open() {
    return Datasets.open(folder, Tables.config(""));
  }

  private void assertRefused(String... said) {
    assertThatThrownBy(this::open).isInstanceOf(InputException.class).hasMessageContainingAll(said);
  }

  private static byte[] pixels(int count) {
    byte[] pixels = new byte[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = (byte) i;
    }
    return pixels;
  }

  private static byte[] idx(byte[] data, int... shape) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * shape.length + data.length);
    buffer.putInt(0x0800 | shape.length);
    Arrays.stream(shape).forEach(buffer::putInt);
    return buffer.put(data).array();
  }

  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
