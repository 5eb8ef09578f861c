package io.twinhead.dataset;

import io.twinhead.config.CacheFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decoded images in the user's cache directory, so that the next start need not decode them again.
 *
 * <p>Files are named by what they were made of, never changed, and removed when all together take
 * too much room, those unused for longest first. Where a file is removed while another process
 * reads it, that one reads on: systems keep the content of open files, or keep the file.
 */
final class PixelCache {
  private static final Logger LOG = LoggerFactory.getLogger(PixelCache.class);
  private static final String ENDING = ".pixels";
  private static final long MEGA = 1 << 20;
  private static final long MOST = 20_000 * MEGA;
  private static final int LARGEST_SHARE = 10; // one in ten of the disk

  /** Room to be left for others, such as the results of the training. */
  private static final long RESERVE = 100 * MEGA;

  /** The bytes of a disk. */
  record Disk(long total, long free) {
    /** That of a folder. */
    static Disk of(Path folder) throws IOException {
      FileStore store = Files.getFileStore(folder);
      return new Disk(store.getTotalSpace(), store.getUsableSpace());
    }
  }

  /** Tells of a disk. */
  interface Gauge {
    Disk read(Path folder) throws IOException;
  }

  private final Path folder;
  private final long most;
  private final Gauge gauge;

  /**
   * A cache in a folder, which need not exist.
   *
   * @param most bytes that all files may take
   */
  PixelCache(Path folder, long most, Gauge gauge) {
    this.folder = folder;
    this.most = most;
    this.gauge = gauge;
  }

  /** The cache of this user; null where no place for one is known. */
  static @Nullable PixelCache ofUser() {
    return CacheFolder.of("images").map(f -> new PixelCache(f, MOST, Disk::of)).orElse(null);
  }

  Path folder() {
    return folder;
  }

  /** The images that were made earlier, if they are whole. */
  Optional<PixelFile> find(String key) {
    Path path = path(key);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      PixelFile found = PixelFile.open(path, path, key);
      use(path);
      return Optional.of(found);
    } catch (IOException e) {
      LOG.info("{} {}: decoding the images again", path, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * A place for new images.
   *
   * @throws IOException if they cannot be written there, or take more room than the cache may
   */
  PixelWriter create(String key, ImageSize size, int files) throws IOException {
    CacheFolder.create(folder);
    long needed = size.bytes() * files;
    long limit = Math.min(most, gauge.read(folder).total() / LARGEST_SHARE);
    if (needed > limit) {
      throw new IOException(
          "%,d MB are needed there, and %,d MB is the most that may be used, a tenth of a disk at most"
              .formatted(needed / MEGA + 1, limit / MEGA));
    }
    trim(limit - needed);
    long free = gauge.read(folder).free();
    if (free < needed + RESERVE) {
      throw new IOException(
          "%,d MB are needed there, and %,d MB are free"
              .formatted((needed + RESERVE) / MEGA + 1, free / MEGA));
    }
    return new PixelWriter(path(key), size);
  }

  private Path path(String key) {
    return folder.resolve(key + ENDING);
  }

  private static void use(Path path) {
    try {
      Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
    } catch (IOException e) {
      LOG.info("{} is used, which cannot be noted: {}", path, e.toString());
    }
  }

  /** Keeps what was used last, as far as there is room for it, and what others are writing. */
  private void trim(long room) throws IOException {
    long total = 0;
    for (Entry entry : entries()) {
      boolean kept =
          entry.finished()
              ? total + entry.bytes <= room || !delete(entry.path)
              : !PixelWriter.deleteIfAbandoned(entry.path, entry.used);
      total += kept ? entry.bytes : 0;
    }
  }

  private record Entry(Path path, long bytes, Instant used) {
    boolean finished() {
      return path.toString().endsWith(ENDING);
    }
  }

  /** The latest used first. */
  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> own =
        Files.newDirectoryStream(folder, "*{" + ENDING + "," + PixelWriter.UNFINISHED + "}")) {
      for (Path path : own) {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        entries.add(new Entry(path, file.size(), file.lastModifiedTime().toInstant()));
      }
    } catch (NoSuchFileException e) {
      LOG.info("another process removed {}", e.getFile());
    }
    entries.sort(Comparator.comparing(Entry::used).reversed());
    return entries;
  }

  private static boolean delete(Path path) {
    try {
      Files.deleteIfExists(path);
      return true;
    } catch (IOException e) {
      LOG.info("{} stays, beyond the limit: {}", path, e.toString());
      return false;
    }
  }
}
