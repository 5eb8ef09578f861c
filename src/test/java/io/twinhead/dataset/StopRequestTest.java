package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading data stops as soon as its thread is interrupted. */
class StopRequestTest {
  @TempDir private Path folder;

  @Test
  void stopsReadingATable() {
    Path table = Tables.write(folder.resolve("t.csv"), "x,y\n1,a\n2,b\n");
    requireStops(() -> Datasets.open(table, Tables.config("label: y")));
  }

  @Test
  void stopsHashingAFile() {
    Path file = Tables.write(folder.resolve("some"), "bytes");
    requireStops(() -> Checksum.of(file));
  }

  @Test
  void stopsLookingForImages() {
    Images.fill(folder.resolve("cat"), 2);
    requireStops(() -> ImageFolder.scan(folder));
  }

  @Test
  void stopsCheckingCachedImages() {
    Images.fill(folder.resolve("data/cat"), 2);
    PixelCache cache =
        new PixelCache(
            folder.resolve("cache"), 1L << 40, at -> new PixelCache.Disk(1L << 40, 1L << 40));
    ImageFolder found = ImageFolder.scan(folder.resolve("data"));
    new PictureLoader("data", cache).load(found.files(), Sizing.said(8));
    Path pixels = Path.of(cache.folder().toFile().listFiles()[0].getPath());
    String key = pixels.getFileName().toString().replace(".pixels", "");
    requireStops(() -> cache.find(key));
    assertThat(cache.find(key)).isPresent();
  }

  @Test
  void stopsLookingForDuplicates() {
    requireStops(() -> Duplicates.originals(List.of(row -> row), 10));
  }

  private interface Reading {
    void read() throws Exception;
  }

  private static void requireStops(Reading reading) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(reading::read)
        .isInstanceOf(CancellationException.class)
        .hasMessageStartingWith("interrupted while ");
    assertThat(Thread.interrupted()).isTrue();
  }
}
