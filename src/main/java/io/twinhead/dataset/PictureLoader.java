package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.dataset.ImageFolder.ImageFile;
import io.twinhead.dataset.PictureDecoding.Stored;
import io.twinhead.dataset.PixelIndex.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes image files, on all cores: everything is decoded before training starts, because the
 * splits depend on which images are the same. Kept are 8-bit pixels in the size for the network, in
 * a cache that outlives the process, or else in the heap.
 */
final class PictureLoader {
  private static final Logger LOG = LoggerFactory.getLogger(PictureLoader.class);

  /** Goes up when a file is decoded or resized to other pixels than before. */
  private static final String VERSION = "1";

  private static final int MEGA = 1 << 20;
  private static final byte[] UNREADABLE = {};

  /** An image that can be used: its file, and the SHA-256 of its pixels in the file's size. */
  record LoadedImage(ImageFile file, String sha256) {}

  /**
   * What was made of the files.
   *
   * @param images that can be used
   * @param pictures of the same
   * @param note on the size, for people
   * @param hash over the path and the bytes of each file that can be used, for the path says the
   *     class
   */
  record Loaded(
      List<LoadedImage> images,
      Pictures pictures,
      String note,
      String hash,
      List<Unusable> unusable) {}

  private final String source;
  private final @Nullable PixelCache cache;

  /**
   * A loader.
   *
   * @param source what to name if there is no room for the images
   * @param cache null to keep images in the heap
   */
  PictureLoader(String source, @Nullable PixelCache cache) {
    this.source = source;
    this.cache = cache;
  }

  /**
   * Finds or makes the pixels.
   *
   * @throws InputException if there is no room for them
   */
  Loaded load(List<ImageFile> files, Sizing sizing) {
    try {
      List<byte[]> hashes = Workers.all(files.size(), i -> hash(files.get(i)));
      String key = key(hashes, sizing);
      Optional<Stored> found =
          Optional.ofNullable(cache).flatMap(c -> c.find(key)).map(f -> new Stored(f.index(), f));
      Stored stored =
          found.isPresent()
              ? found.get()
              : decode(new PictureDecoding(key, files, hashes, sizing), files);
      return loaded(files, hashes, stored);
    } catch (IOException e) {
      throw new IllegalStateException("no file is read here without its errors being handled", e);
    }
  }

  /** What cannot be read has no hash; decoding will say why. */
  static byte[] hash(ImageFile file) {
    if (!Files.isRegularFile(file.path())) {
      return UNREADABLE;
    }
    try {
      return Checksum.of(file.path());
    } catch (IOException e) {
      return UNREADABLE;
    }
  }

  private static String key(List<byte[]> hashes, Sizing sizing) {
    MessageDigest digest = Checksum.sha256();
    String what =
        "%s, Java %d, %s\n".formatted(VERSION, Runtime.version().feature(), sizing.name());
    digest.update(what.getBytes(StandardCharsets.UTF_8));
    for (byte[] hash : hashes) {
      digest.update((byte) hash.length);
      digest.update(hash);
    }
    return Checksum.hex(digest.digest());
  }

  private Stored decode(PictureDecoding decoding, List<ImageFile> files) throws IOException {
    String noCache = "";
    if (cache != null) {
      try {
        return decoding.into(size -> cache.create(decoding.key(), size, files.size()));
      } catch (IOException e) {
        StopRequest.heed("keeping images"); // which closes a channel
        noCache = "%s (%s)".formatted(cache.folder(), reason(e));
        LOG.info("images are decoded anew each time, as they cannot be kept in {}", noCache);
      }
    }
    requireRoom(decoding.usable(), decoding.size(), noCache);
    return decoding.into(size -> PixelSink.heap(files.size()));
  }

  private static String reason(IOException e) {
    return e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
  }

  private void requireRoom(int images, ImageSize size, String noCache) {
    long needed = images * size.bytes() / MEGA;
    long heap = Runtime.getRuntime().maxMemory() / MEGA;
    if (needed > heap * 7 / 10) {
      throw new InputException(
          "%s: %s of %d x %d pixels take %,d MB, and the heap is %,d MB: use smaller images (--image-size),"
                  .formatted(
                      source, Unit.IMAGE.count(images), size.width(), size.height(), needed, heap)
              + (noCache.isEmpty()
                  ? ""
                  : " make room for them in %s or name another directory with XDG_CACHE_HOME,"
                      .formatted(noCache))
              + " or a larger heap with TWINHEAD_JAVA_OPTIONS=-Xmx%dm".formatted(2 * needed + 512));
    }
  }

  private static Loaded loaded(List<ImageFile> files, List<byte[]> hashes, Stored stored) {
    PixelIndex index = stored.index();
    List<LoadedImage> images = new ArrayList<>();
    Map<String, byte[]> named = new LinkedHashMap<>();
    for (Image image : index.images()) {
      ImageFile file = files.get(image.file());
      images.add(new LoadedImage(file, image.sha256()));
      named.put(file.place(), hashes.get(image.file()));
    }
    List<Unusable> unusable = new ArrayList<>();
    new TreeMap<>(index.problems())
        .forEach((file, why) -> unusable.add(new Unusable(files.get(file).place(), why)));
    return new Loaded(
        images,
        stored.pictures(),
        index.size().note(index.images().stream().map(Image::header).toList()),
        Checksum.ofNamed(named),
        unusable);
  }
}
