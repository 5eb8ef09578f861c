package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.OnError;
import io.twinhead.dataset.ImageFolder.ImageFile;
import io.twinhead.dataset.PictureLoader.HeaderOf;
import io.twinhead.dataset.PictureLoader.Loaded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    PictureLoader loader = new PictureLoader();
    List<HeaderOf> headers = loader.headers(files);
    ImageSize size = new ImageSize(wanted.height(), wanted.width(), wanted.channels(), "trained");
    List<Loaded> images = loader.load(headers, size, input.toString());
    List<Unusable> unusable = new ArrayList<>(folder.unusable());
    unusable.addAll(loader.unusable());
    if (!unusable.isEmpty() && onError == OnError.FAIL) {
      throw Unusable.refuse(input.toString(), unusable, unusable.size() + images.size());
    }
    List<byte[]> pixels = images.stream().map(image -> image.picture().pixels()).toList();
    return new Unlabelled(
        Unit.IMAGE,
        new PixelFeatures(wanted.height(), wanted.width(), wanted.channels(), pixels),
        images.stream().map(image -> image.file().place()).toList(),
        unusable.stream().map(u -> u.place() + " " + u.why()).toList());
  }
}
