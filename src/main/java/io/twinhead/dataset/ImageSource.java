package io.twinhead.dataset;

import io.twinhead.config.DataConfig;
import io.twinhead.config.OnError;
import io.twinhead.dataset.ImageFolder.ImageFile;
import io.twinhead.dataset.PictureLoader.HeaderOf;
import io.twinhead.dataset.PictureLoader.Loaded;
import io.twinhead.image.PictureFile.Header;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a directory of images into a data set. */
final class ImageSource {
  private final Descriptor descriptor;
  private final Path directory;
  private final String source;

  /**
   * @param source what to name when a part of the description is wrong
   */
  ImageSource(Descriptor descriptor, Path directory, String source) {
    this.descriptor = descriptor;
    this.directory = directory;
    this.source = source;
  }

  Dataset read(DataConfig overrides, @Nullable LearntClasses learnt) {
    ImageFolder folder = ImageFolder.scan(directory);
    DataConfig.requireNone(overrides.tableSettings(), source, "holds images");
    ImageAssembly assembly = new ImageAssembly(descriptor, source, overrides, learnt);
    List<ImageFile> chosen =
        folder.files().stream().filter(file -> assembly.keeps(file.className())).toList();

    if (chosen.isEmpty()) {
      return assembly.dataset(""); // says which classes there are
    }
    PictureLoader loader = new PictureLoader();
    List<HeaderOf> headers = loader.headers(chosen);
    List<Unusable> unusable = new ArrayList<>(folder.unusable());
    unusable.addAll(loader.unusable());
    if (headers.isEmpty()) {
      throw Unusable.refuse(source, unusable, unusable.size());
    }
    List<Header> sizes = headers.stream().map(HeaderOf::header).toList();
    ImageSize size = ImageSize.of(overrides.imageSize(), sizes);
    List<Loaded> loaded = loader.load(headers, size, source);
    if (loaded.size() < headers.size() && !loaded.isEmpty()) {
      headers = loaded.stream().map(image -> new HeaderOf(image.file(), image.header())).toList();
      sizes = headers.stream().map(HeaderOf::header).toList();
      ImageSize ofTheRest = ImageSize.of(overrides.imageSize(), sizes);
      loaded = ofTheRest.equals(size) ? loaded : loader.load(headers, ofTheRest, source);
      size = ofTheRest;
    }
    unusable = new ArrayList<>(folder.unusable());
    unusable.addAll(loader.unusable());
    if (!unusable.isEmpty() && (overrides.onError() != OnError.SKIP || loaded.isEmpty())) {
      throw Unusable.refuse(source, unusable, unusable.size() + loaded.size());
    }
    for (Loaded image : loaded) {
      ImageFile file = image.file();
      assembly.add(file.place(), file.className(), file.part(), image.picture(), image.sha256());
    }
    assembly.note(size.note(sizes));
    folder.notes().forEach(assembly::note);
    Unusable.notes(unusable).forEach(assembly::note);
    return assembly.dataset(hash(loaded));
  }

  /** Over the path and the bytes of each file, for the path says the class. */
  private static String hash(List<Loaded> images) {
    Map<String, Path> paths = new LinkedHashMap<>();
    images.forEach(image -> paths.put(image.file().place(), image.file().path()));
    return Checksum.ofNamed(paths);
  }
}
