package io.twinhead.dataset;

import io.twinhead.config.CacheFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path folder;
  private final long most;

  /**
   * A cache in a folder, which need not exist.
   *
   * @param most bytes that all files may take
   */
  PixelCache(Path folder, long most) {
    this.folder = folder;
    this.most = most;
  }

  static PixelCache ofUser() {
    return new PixelCache(CacheFolder.of("images"), MOST);
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
   * @throws IOException if they cannot be written there
   */
  PixelWriter create(String key, ImageSize size, int files) throws IOException {
    Files.createDirectories(folder);
    long needed = size.bytes() * files;
    trim(needed);
    long free = Files.getFileStore(folder).getUsableSpace();
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

  /** Removes what was not used for longest until there is room for so many bytes. */
  private void trim(long needed) throws IOException {
    long limit = Math.min(most, Files.getFileStore(folder).getTotalSpace() / LARGEST_SHARE);
    long total = needed;
    for (Entry entry : entries()) {
      total += entry.bytes;
      if (entry.finished() ? total > limit : entry.abandoned()) {
        delete(entry.path);
      }
    }
  }

  private record Entry(Path path, long bytes, Instant used) {
    boolean finished() {
      return path.toString().endsWith(ENDING);
    }

    boolean abandoned() {
      return used.isBefore(Instant.now().minus(ABANDONED));
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

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.info("{} stays, beyond the limit: {}", path, e.toString());
    }
  }
}
