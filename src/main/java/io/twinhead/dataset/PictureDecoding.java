package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.dataset.ImageFolder.ImageFile;
import io.twinhead.dataset.PixelIndex.Image;
import io.twinhead.image.Picture;
import io.twinhead.image.PictureException;
import io.twinhead.image.PictureFile;
import io.twinhead.image.PictureFile.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Turns files into pixels of a common size. */
final class PictureDecoding {
  /** Heap for each pixel while an image is decoded, oriented and resized; generous. */
  private static final int BYTES_PER_PIXEL = 16;

  private static final int MEGA = 1 << 20;

  /** Images in the common size, and what became of each file. */
  record Stored(PixelIndex index, Pictures pictures) {}

  /** Opens a place for images of a size. */
  interface Place {
    PixelSink open(ImageSize size) throws IOException;
  }

  /** A value, or why there is none, and whether that is so each time. */
  private record Attempt<T>(@Nullable T value, @Nullable String problem, boolean lasting) {}

  private interface Reading<T> {
    T of(ImageFile file) throws PictureException, IOException, InterruptedException;
  }

  private final String key;
  private final List<ImageFile> files;
  private final List<byte[]> hashes;
  private final Sizing sizing;
  private final Map<Integer, Header> headers = new TreeMap<>();
  private final Map<Integer, String> problems = new TreeMap<>();
  private final int permits =
      (int) Math.max(1, Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_PIXEL / MEGA);
  private final Semaphore megapixels = new Semaphore(permits);
  private boolean lasting = true;

  /**
   * Reads the headers.
   *
   * @param hashes of the files' bytes, which must not change in the meantime
   */
  PictureDecoding(String key, List<ImageFile> files, List<byte[]> hashes, Sizing sizing)
      throws IOException {
    this.key = key;
    this.files = files;
    this.hashes = hashes;
    this.sizing = sizing;
    List<Attempt<Header>> attempts =
        Workers.all(files.size(), i -> attempt(i, file -> PictureFile.header(file.path())));
    for (int i = 0; i < attempts.size(); i++) {
      Header header = attempts.get(i).value;
      if (header != null) {
        headers.put(i, header);
      } else {
        exclude(i, attempts.get(i));
      }
    }
  }

  String key() {
    return key;
  }

  /** The number of files that can be used, as far as is known. */
  int usable() {
    return headers.size();
  }

  /** The size that the images get, as far as is known. */
  ImageSize size() {
    return sizing.choice().apply(List.copyOf(headers.values()));
  }

  /** Files that turn out to be unusable may change the size, and then all is done again. */
  Stored into(Place place) throws IOException {
    while (true) {
      ImageSize size = size();
      try (PixelSink sink = place.open(size)) {
        List<Image> images = decode(size, sink);
        if (size.equals(size())) {
          PixelIndex index = new PixelIndex(key, size, images, problems);
          return new Stored(index, sink.finish(index, lasting));
        }
      }
    }
  }

  private List<Image> decode(ImageSize size, PixelSink sink) throws IOException {
    List<Integer> numbers = List.copyOf(headers.keySet());
    List<Attempt<Image>> attempts =
        Workers.all(
            numbers.size(),
            i -> attempt(numbers.get(i), file -> decode(numbers.get(i), file, size, sink)));
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < attempts.size(); i++) {
      Image image = attempts.get(i).value;
      if (image != null) {
        images.add(image);
      } else {
        headers.remove(numbers.get(i));
        exclude(numbers.get(i), attempts.get(i));
      }
    }
    return images;
  }

  private Image decode(int number, ImageFile file, ImageSize size, PixelSink sink)
      throws PictureException, IOException, InterruptedException {
    Header header = Objects.requireNonNull(headers.get(number));
    long pixels = (long) header.height() * header.width();
    int needed = (int) Math.min(permits, pixels / MEGA + 1);
    megapixels.acquire(needed);
    try {
      Picture whole = PictureFile.read(file.path());
      requireUnchanged(number, file);
      Picture small = whole.resized(size.height(), size.width()).withChannels(size.channels());
      sink.put(number, small);
      return new Image(
          number, header, Checksum.hex(whole.sha256()), PixelFile.checksum(small.pixels()));
    } finally {
      megapixels.release(needed);
    }
  }

  /** Else pixels would be kept under the name of other ones. */
  private void requireUnchanged(int number, ImageFile file) {
    if (!Arrays.equals(PictureLoader.hash(file), hashes.get(number))) {
      throw new InputException(
          file.place() + ": was changed while the images were read; repeat the command");
    }
  }

  private <T> Attempt<T> attempt(int number, Reading<T> reading)
      throws IOException, InterruptedException {
    try {
      return new Attempt<>(reading.of(files.get(number)), null, true);
    } catch (PictureException e) {
      boolean memory = e.getCause() instanceof OutOfMemoryError;
      return new Attempt<>(null, String.valueOf(e.getMessage()), !memory);
    }
  }

  private void exclude(int number, Attempt<?> attempt) {
    problems.put(number, Objects.requireNonNull(attempt.problem));
    lasting &= attempt.lasting;
  }
}
