package io.twinhead.dataset;

import io.twinhead.config.DataConfig;
import io.twinhead.config.OnError;
import io.twinhead.dataset.ImageFolder.ImageFile;
import io.twinhead.dataset.PictureLoader.Loaded;
import io.twinhead.dataset.PictureLoader.LoadedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a directory of images into a data set. */
final class ImageSource {
  private final Descriptor descriptor;
  private final Path directory;
  private final String source;
  private final @Nullable PixelCache cache;

  /**
   * @param source what to name when a part of the description is wrong
   * @param cache of decoded images; null for none
   */
  ImageSource(Descriptor descriptor, Path directory, String source, @Nullable PixelCache cache) {
    this.descriptor = descriptor;
    this.directory = directory;
    this.source = source;
    this.cache = cache;
  }

  Dataset read(DataConfig overrides, @Nullable LearntClasses learnt) {
    ImageFolder folder = ImageFolder.scan(directory);
    DataConfig.requireNone(overrides.tableSettings(), source, "holds images");
    ImageAssembly assembly = new ImageAssembly(descriptor, source, overrides, learnt);
    List<ImageFile> chosen =
        folder.files().stream().filter(file -> assembly.keeps(file.className())).toList();

    if (chosen.isEmpty()) {
      return assembly.dataset("", HeldPictures.NONE); // says which classes there are
    }
    Loaded loaded =
        new PictureLoader(source, cache).load(chosen, Sizing.said(overrides.imageSize()));
    List<Unusable> unusable = new ArrayList<>(folder.unusable());
    unusable.addAll(loaded.unusable());
    int good = loaded.images().size();
    if (!unusable.isEmpty() && (overrides.onError() != OnError.SKIP || good == 0)) {
      throw Unusable.refuse(source, unusable, unusable.size() + good);
    }
    for (LoadedImage image : loaded.images()) {
      ImageFile file = image.file();
      assembly.add(file.place(), file.className(), file.part(), image.sha256());
    }
    assembly.note(loaded.note());
    folder.notes().forEach(assembly::note);
    Unusable.notes(unusable).forEach(assembly::note);
    return assembly.dataset(loaded.hash(), loaded.pictures());
  }
}
