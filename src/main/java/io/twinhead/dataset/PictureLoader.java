package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.dataset.ImageFolder.ImageFile;
import io.twinhead.image.Picture;
import io.twinhead.image.PictureException;
import io.twinhead.image.PictureFile;
import io.twinhead.image.PictureFile.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Decodes image files, on all cores: everything is decoded before training starts, because the
 * splits depend on which images are the same. Kept are 8-bit pixels in the size for the network.
 */
final class PictureLoader {
  /** Heap for each pixel while an image is decoded, oriented and resized; generous. */
  private static final int BYTES_PER_PIXEL = 16;

  private static final int MEGA = 1 << 20;

  /** What became of one file: a value, or why there is none. */
  private record Result<T>(@Nullable T value, @Nullable Unusable problem) {}

  private interface Reading<T> {
    T read(int file) throws PictureException, InterruptedException;
  }

  /** An image in the size for the network, and the hash of its pixels in the file's size. */
  record Loaded(ImageFile file, Header header, Picture picture, String sha256) {}

  private final int permits =
      (int) Math.max(1, Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_PIXEL / MEGA);
  private final Semaphore megapixels = new Semaphore(permits);
  private final List<Unusable> unusable = new ArrayList<>();

  /** The files that could not be used, after the other methods have run. */
  List<Unusable> unusable() {
    return unusable;
  }

  /** Reads the headers; files without a usable one are left out of the result. */
  List<HeaderOf> headers(List<ImageFile> files) {
    return all(files, i -> new HeaderOf(files.get(i), PictureFile.header(files.get(i).path())));
  }

  /** A file and its header. */
  record HeaderOf(ImageFile file, Header header) {}

  /**
   * Reads the pixels.
   *
   * @throws InputException if they do not fit into the memory
   */
  List<Loaded> load(List<HeaderOf> files, ImageSize size, String source) {
    requireRoom(files.size(), size, source);
    return all(files.stream().map(HeaderOf::file).toList(), i -> load(files.get(i), size));
  }

  private Loaded load(HeaderOf file, ImageSize size) throws PictureException, InterruptedException {
    long pixels = (long) file.header.height() * file.header.width();
    int needed = (int) Math.min(permits, pixels / MEGA + 1);
    megapixels.acquire(needed);
    try {
      Picture picture = PictureFile.read(file.file.path());
      return new Loaded(
          file.file,
          file.header,
          picture.resized(size.height(), size.width()).withChannels(size.channels()),
          Checksum.hex(picture.sha256()));
    } finally {
      megapixels.release(needed);
    }
  }

  private static void requireRoom(int images, ImageSize size, String source) {
    long needed = images * size.bytes() / MEGA;
    long heap = Runtime.getRuntime().maxMemory() / MEGA;
    if (needed > heap * 7 / 10) {
      throw new InputException(
          "%s: %s of %d x %d pixels take %,d MB, and the heap is %,d MB: use smaller images (--image-size),"
                  .formatted(
                      source, Unit.IMAGE.count(images), size.width(), size.height(), needed, heap)
              + " or a larger heap with TWINHEAD_JAVA_OPTIONS=-Xmx%dm".formatted(2 * needed + 512));
    }
  }

  private <T> List<T> all(List<ImageFile> files, Reading<T> reading) {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Callable<Result<T>>> tasks = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        int file = i;
        tasks.add(() -> one(files.get(file), file, reading));
      }
      List<T> values = new ArrayList<>();
      for (Future<Result<T>> future : threads.invokeAll(tasks)) {
        Result<T> result = future.get();
        if (result.value != null) {
          values.add(result.value);
        } else if (result.problem != null) {
          unusable.add(result.problem);
        }
      }
      return values;
    } catch (InterruptedException e) {
      throw new CancellationException("interrupted while reading images");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> Result<T> one(ImageFile file, int index, Reading<T> reading)
      throws InterruptedException {
    try {
      return new Result<>(reading.read(index), null);
    } catch (PictureException e) {
      return new Result<>(null, new Unusable(file.place(), String.valueOf(e.getMessage())));
    }
  }
}
