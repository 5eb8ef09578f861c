package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.DataConfig;
import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Datasets;
import io.twinhead.image.PictureException;
import io.twinhead.image.PictureFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a file, its reader reads it or refuses it by the exception for users. */
@Timeout(300)
class ParserPropertiesTest {
  private static final int MUTANTS = 400;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final String EXPERIMENT =
      """
      dataset: t.csv
      data: {label: y, drop: [a, b], scaling: minmax, image-size: 32, on-error: skip}
      model: {model: dense-small, head: sigmoid, link: probit}
      training:
        epochs: 3
        batch-size: 16
        seed: 7
        class-weight: {yes: 2.5, no: 1}
        plan: {kernels: onednn, slices: 2, threads: 1, winograd: [conv1 forward]}
      evaluation: {seeds: 2, folds: 3, mode: both, primary: brier, margin: {brier: 0.01}}
      """;

  private static final String DESCRIPTION =
      """
      name: d
      files: t.csv
      delimiter: ","
      label: y
      classes: {0: 'no', 1: 'yes'}
      positive: 'yes'
      rows: 4
      drop: [b]
      numeric: [x]
      """;

  private static final String TABLE = "x,b,y\n1,\"u, v\",0\n-2.5e3,,1\n?,w,0\n4,\"a \"\"b\",1\n";

  @TempDir private Path folder;

  /** Reads a file, which may be refused. */
  @FunctionalInterface
  private interface Reading {
    void read() throws IOException, PictureException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic", "dense-small", "dense-wide", "small-cnn", "tiny-cnn"})
  void modelsInYaml(String name, TestReporter reporter) throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("models", name + ".yaml"));
    Path file = folder.resolve("m.yaml");
    tryAll(whole, file, true, () -> Yaml.read(file, ModelSpec.class), reporter);
  }

  @Test
  void experimentsInYaml(TestReporter reporter) throws IOException {
    Path file = folder.resolve("e.yaml");
    tryAll(utf8(EXPERIMENT), file, true, () -> Yaml.read(file, Experiment.class), reporter);
  }

  @Test
  void descriptionsOfData(TestReporter reporter) throws IOException {
    Files.writeString(folder.resolve("t.csv"), TABLE);
    tryAll(utf8(DESCRIPTION), folder.resolve("dataset.yaml"), true, this::open, reporter);
  }

  @Test
  void tables(TestReporter reporter) throws IOException {
    Files.writeString(folder.resolve("dataset.yaml"), DESCRIPTION);
    tryAll(utf8(TABLE), folder.resolve("t.csv"), true, this::open, reporter);
  }

  @Test
  void packedTables(TestReporter reporter) throws IOException {
    Files.writeString(folder.resolve("dataset.yaml"), DESCRIPTION.replace("t.csv", "t.csv.gz"));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(utf8(TABLE));
    }
    tryAll(packed.toByteArray(), folder.resolve("t.csv.gz"), false, this::open, reporter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "labels"})
  void idxFiles(String mutated, TestReporter reporter) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 6 * 4).putInt(0x803).putInt(6).putInt(2).putInt(2);
    ByteBuffer labels = ByteBuffer.allocate(8 + 6).putInt(0x801).putInt(6);
    for (int i = 0; i < 6; i++) {
      labels.put((byte) (i % 2));
    }
    Files.write(folder.resolve("images"), images.array());
    Files.write(folder.resolve("labels"), labels.array());
    Files.writeString(
        folder.resolve("dataset.yaml"), "format: idx\nfiles: {images: images, labels: labels}\n");
    Path file = folder.resolve(mutated);
    tryAll(Files.readAllBytes(file), file, false, this::open, reporter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void pictures(String format, TestReporter reporter) throws IOException {
    BufferedImage image = new BufferedImage(20, 14, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 20 * 14; i++) {
      image.setRGB(i % 20, i / 20, 77 * i * i);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    Path file = folder.resolve("p." + format);
    tryAll(bytes.toByteArray(), file, false, () -> PictureFile.read(file), reporter);
  }

  private void open() {
    Datasets.open(folder, DataConfig.EMPTY);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void tryAll(
      byte[] whole, Path file, boolean text, Reading reading, TestReporter reporter)
      throws IOException {
    int refused = 0;
    long longest = 0;
    for (int i = 0; i < MUTANTS; i++) {
      ModelMutations mutations = new ModelMutations(new Random(13L * i + 5));
      byte[] mutant = text && i % 3 > 0 ? mutations.text(whole) : mutations.bytes(whole);
      Files.write(file, mutant);
      long start = THREADS.getCurrentThreadCpuTime();
      try {
        reading.read();
      } catch (InputException | PictureException e) {
        refused++;
        assertThat(e.getMessage())
            .as("mutant %d: %s", i, new String(mutant, StandardCharsets.ISO_8859_1))
            .matches("(?s).*[:;].*")
            .doesNotContain("Exception", "io.twinhead.", "StreamRead");
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError(
            "mutant %d: %s".formatted(i, new String(mutant, StandardCharsets.ISO_8859_1)), e);
      }
      longest = Math.max(longest, THREADS.getCurrentThreadCpuTime() - start);
    }
    reporter.publishEntry(
        file.getFileName() + " mutants",
        "%d, of which %d were refused; longest %d ms of CPU"
            .formatted(MUTANTS, refused, TimeUnit.NANOSECONDS.toMillis(longest)));
    assertThat(refused).isBetween(MUTANTS / 20, MUTANTS - 1);
    assertThat(longest).isLessThan(LONGEST);
  }
}
