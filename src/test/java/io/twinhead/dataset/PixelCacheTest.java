package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import io.twinhead.dataset.ImageFolder.ImageFile;
import io.twinhead.dataset.PictureLoader.Loaded;
import io.twinhead.dataset.PixelCache.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PixelCacheTest {
  private static final long PLENTY = 1L << 40;
  private static final Disk LARGE = new Disk(100 * PLENTY, PLENTY);

  private static final ImageSize SIZE = new ImageSize(8, 8, 3, "");

  @TempDir private Path images;
  @TempDir private Path cache;

  @BeforeEach
  void drawImages() {
    Images.fill(images.resolve("cat"), 5);
    Images.write(images.resolve("dog/big.png"), 40, 80, 3, 1);
    Images.write(images.resolve("dog/text.jpg"), "hello, world".getBytes());
  }

  @Test
  void givesWhatDecodingGives() {
    Loaded decoded = load(null, 8);
    for (int start = 0; start < 2; start++) {
      Loaded cached = load(cache(), 8);
      assertThat(cached.pictures()).isInstanceOf(PixelFile.class);
      assertSame(cached, decoded);
    }
    assertThat(decoded.unusable()).singleElement().asString().contains("dog/text.jpg", "hello");
  }

  @Test
  void writesNothingTheSecondTime() throws IOException {
    load(cache(), 8);
    Object first = fileKey(only());
    load(cache(), 8);
    assertThat(fileKey(only())).isEqualTo(first);
  }

  @Test
  void makesOthersForOtherImagesAndSizes() {
    load(cache(), 8);
    load(cache(), 9);
    load(cache(), null);
    Images.write(images.resolve("cat/0.png"), 6, 5, 1, 4711);
    load(cache(), 8);
    assertThat(files()).hasSize(4);
  }

  /** Ways in which a file is not what it was. */
  private enum Damage {
    EMPTY(bytes -> new byte[0]),
    CUT_SHORT(bytes -> Arrays.copyOf(bytes, bytes.length - 1)),
    HALF(bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
    LONGER(bytes -> Arrays.copyOf(bytes, bytes.length + 1)),
    FOREIGN(bytes -> "something else that is long enough to have a trailer of 48".getBytes()),
    ZEROS(bytes -> new byte[bytes.length]),
    PIXEL(bytes -> flipped(bytes, 17)),
    INDEX(bytes -> flipped(bytes, bytes.length - PixelFile.TRAILER - 30)),
    LENGTH(bytes -> flipped(bytes, bytes.length - 16)),
    MARK(bytes -> flipped(bytes, bytes.length - 1));

    private final UnaryOperator<byte[]> doing;

    Damage(UnaryOperator<byte[]> doing) {
      this.doing = doing;
    }

    private static byte[] flipped(byte[] bytes, int at) {
      bytes[at] ^= 1;
      return bytes;
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesADamagedFileAnew(Damage damage) throws IOException {
    Loaded decoded = load(null, 8);
    load(cache(), 8);
    byte[] whole = Files.readAllBytes(only());
    Files.write(only(), damage.doing.apply(whole.clone()));
    assertSame(load(cache(), 8), decoded);
    assertThat(Files.readAllBytes(only())).isEqualTo(whole);
  }

  @Test
  void takesNoFileThatWasMadeOfOtherImages() throws IOException {
    load(cache(), 8);
    Path eight = only();
    load(cache(), 9);
    Path nine = files().stream().filter(f -> !f.equals(eight)).findFirst().orElseThrow();
    Files.copy(nine, eight, StandardCopyOption.REPLACE_EXISTING);
    assertSame(load(cache(), 8), load(null, 8));
  }

  @Test
  void keepsImagesInTheHeapIfItCannotBeWritten() throws IOException {
    Path file = Files.createFile(cache.resolve("file"));
    Loaded loaded = load(new PixelCache(file.resolve("folder"), PLENTY, f -> LARGE), 8);
    assertThat(loaded.pictures()).isInstanceOf(HeldPictures.class);
    assertSame(loaded, load(null, 8));
  }

  @Test
  void saysHowMuchRoomIsNeededWhere() {
    Disk full = new Disk(100 * PLENTY, 300L << 20);
    assertThatThrownBy(() -> load(new PixelCache(cache, PLENTY, folder -> full), 200_000))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(
            "data: 6 images of 200000 x 200000 pixels take",
            "the heap is",
            "make room for them in " + cache,
            "MB are needed there, and 300 MB are free",
            "XDG_CACHE_HOME",
            "TWINHEAD_JAVA_OPTIONS=-Xmx");
    assertThat(files()).isEmpty();
  }

  @Test
  void takesNoMoreThanItsLimitEvenForOneDataSet() {
    Loaded tooMany = load(new PixelCache(cache, 1100, folder -> LARGE), 8);
    assertThat(tooMany.pictures()).isInstanceOf(HeldPictures.class);
    assertThat(files()).isEmpty();
    Loaded fit = load(new PixelCache(cache, 1400, folder -> LARGE), 8);
    assertThat(fit.pictures()).isInstanceOf(PixelFile.class);
    assertSame(tooMany, fit);
  }

  @Test
  void takesATenthOfASmallDiskAtMost() {
    Disk small = new Disk(11_000, PLENTY);
    load(new PixelCache(cache, PLENTY, folder -> small), 8);
    assertThat(files()).isEmpty();
  }

  @Test
  void removesWhatWasNotUsedForLongestBeyondTheLimit() throws IOException {
    Path longAgo = old(Files.write(cache.resolve("a.pixels"), new byte[5000]), 9);
    Path lately = old(Files.write(cache.resolve("b.pixels"), new byte[5000]), 8);
    Path foreign = old(Files.write(cache.resolve("notes.txt"), new byte[9000]), 99);
    load(new PixelCache(cache, 8000, folder -> LARGE), 8);
    assertThat(longAgo).doesNotExist();
    assertThat(lately).exists();
    assertThat(foreign).exists();
    assertThat(files()).hasSize(3);
  }

  /** As large as all that may be kept, and without it nothing has to go. */
  @Test
  void removesAtOnceWhatAKilledProcessDidNotFinish() throws IOException {
    Path kept = old(Files.write(cache.resolve("a.pixels"), new byte[5000]), 9);
    Path unfinished = Files.write(cache.resolve("c.tmp"), new byte[8000]);
    load(new PixelCache(cache, 8000, folder -> LARGE), 8);
    assertThat(unfinished).doesNotExist();
    assertThat(kept).exists();
  }

  @Test
  void leavesAloneWhatIsBeingWritten() throws IOException {
    Path ofAnother = Files.write(cache.resolve("d.tmp"), new byte[10]);
    try (FileChannel other = FileChannel.open(ofAnother, StandardOpenOption.WRITE);
        FileLock lock = other.lock();
        PixelWriter own = new PixelWriter(cache.resolve("e.pixels"), SIZE)) {
      assertThat(lock.isValid()).isTrue();
      load(cache(), 8);
      assertThat(ofAnother).exists();
      assertThat(files()).filteredOn(f -> f.toString().endsWith(".tmp")).hasSize(2);
      own.close();
      assertThat(files()).filteredOn(f -> f.toString().endsWith(".tmp")).hasSize(1);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isOfTheOwnerAlone() throws IOException {
    load(new PixelCache(cache.resolve("new"), PLENTY, folder -> LARGE), 8);
    try (Stream<Path> inside = Files.walk(cache.resolve("new"))) {
      assertThat(inside)
          .extracting(p -> PosixFilePermissions.toString(Files.getPosixFilePermissions(p)))
          .containsExactly("rwx------", "rw-------");
    }
  }

  /** Else pixels would be kept under the name of other ones. */
  @Test
  void refusesImagesThatChangeWhileTheyAreRead() throws IOException {
    List<ImageFile> files = ImageFolder.scan(images).files();
    List<byte[]> earlier = files.stream().map(file -> new byte[32]).toList();
    PictureDecoding decoding = new PictureDecoding("key", files, earlier, Sizing.said(8));
    assertThatThrownBy(() -> decoding.into(size -> cache().create("key", size, 6)))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("cat/", "was changed while", "repeat the command");
    assertThat(files()).isEmpty();
  }

  @Test
  void notesThatAFileWasUsed() throws IOException {
    load(cache(), 8);
    old(only(), 9);
    load(cache(), 8);
    assertThat(Files.getLastModifiedTime(only()).toInstant())
        .isAfter(Instant.now().minus(Duration.ofHours(1)));
  }

  @Test
  void mayBeMadeBySeveralAtOnce() throws Exception {
    Loaded decoded = load(null, 8);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Loaded>> loads =
          IntStream.range(0, 8).<Callable<Loaded>>mapToObj(i -> () -> load(cache(), 8)).toList();
      for (Future<Loaded> loaded : threads.invokeAll(loads)) {
        assertSame(loaded.get(), decoded);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(only()).isRegularFile();
  }

  @Test
  void readsOnAfterAnInterruptAndAfterTheFileWasRemoved() throws IOException {
    Loaded loaded = load(cache(), 8);
    Files.delete(only());
    Thread.currentThread().interrupt();
    byte[] pixels = loaded.pictures().get(1).pixels();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(loaded.pictures().get(1).pixels()).isEqualTo(pixels);
  }

  @Test
  void saysThatAFileWasCutShortWhileInUse() throws IOException {
    Loaded loaded = load(cache(), 8);
    try (FileChannel file = FileChannel.open(only(), StandardOpenOption.WRITE)) {
      file.truncate(100);
    }
    assertThatThrownBy(() -> loaded.pictures().get(5))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(only().toString(), "while in use", "repeat the command");
  }

  private PixelCache cache() {
    return new PixelCache(cache, PLENTY, folder -> LARGE);
  }

  private Loaded load(@Nullable PixelCache into, @Nullable Integer side) {
    return new PictureLoader("data", into)
        .load(ImageFolder.scan(images).files(), Sizing.said(side));
  }

  private static void assertSame(Loaded actual, Loaded expected) {
    assertThat(actual.images()).isEqualTo(expected.images());
    assertThat(actual.note()).isEqualTo(expected.note());
    assertThat(actual.hash()).isEqualTo(expected.hash());
    assertThat(actual.unusable()).isEqualTo(expected.unusable());
    assertThat(actual.pictures().size()).isEqualTo(expected.pictures().size());
    assertThat(actual.pictures().count()).isEqualTo(expected.pictures().count());
    for (int i = 0; i < expected.pictures().count(); i++) {
      assertThat(actual.pictures().get(i).pixels()).isEqualTo(expected.pictures().get(i).pixels());
    }
  }

  private static Path old(Path file, int days) throws IOException {
    return Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
  }

  private static @Nullable Object fileKey(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private Path only() {
    assertThat(files()).hasSize(1);
    return files().get(0);
  }

  private List<Path> files() {
    try (Stream<Path> inside = Files.list(cache)) {
      return inside.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
