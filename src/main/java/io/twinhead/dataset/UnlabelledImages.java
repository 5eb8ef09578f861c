package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.OnError;
import io.twinhead.dataset.ImageFolder.ImageFile;
import io.twinhead.dataset.PictureLoader.Loaded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Images wherever they lie below a directory, in the order of their paths; or a single one. */
final class UnlabelledImages {
  private UnlabelledImages() {}

  static Unlabelled read(Path input, ImagePreprocessing wanted, OnError onError) {
    if (Unlabelled.isTable(input)) {
      throw new InputException(
          "%s: is a table, and the model was trained on images of %d x %d pixels; give it images"
              .formatted(input, wanted.width(), wanted.height()));
    }
    ImageFolder folder = ImageFolder.all(input);
    List<ImageFile> files = folder.files();
    ImageSize size = new ImageSize(wanted.height(), wanted.width(), wanted.channels(), "trained");
    Loaded loaded = loader(input, files.size() * size.bytes()).load(files, Sizing.always(size));
    List<Unusable> unusable = new ArrayList<>(folder.unusable());
    unusable.addAll(loaded.unusable());
    int good = loaded.images().size();
    if (!unusable.isEmpty() && onError == OnError.FAIL) {
      throw Unusable.refuse(input.toString(), unusable, unusable.size() + good);
    }
    return new Unlabelled(
        Unit.IMAGE,
        new PixelFeatures(wanted, loaded.pictures(), IntStream.range(0, good).toArray()),
        loaded.images().stream().map(image -> image.file().place()).toList(),
        unusable.stream().map(u -> u.place() + " " + u.why()).toList());
  }

  /** These are looked at once: the cache is for those that would crowd the heap. */
  private static PictureLoader loader(Path input, long bytes) {
    boolean many = bytes > Runtime.getRuntime().maxMemory() / 4;
    return new PictureLoader(input.toString(), many ? PixelCache.ofUser() : null);
  }
}
