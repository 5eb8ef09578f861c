package io.twinhead.dataset;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.OnError;
import io.twinhead.dataset.DataFiles.DataFile;
import io.twinhead.image.Picture;
import io.twinhead.image.PictureFile.Header;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns pairs of IDX files, images and labels, into a data set. */
final class IdxSource {
  private final Descriptor descriptor;
  private final Path directory;
  private final String source;

  IdxSource(Descriptor descriptor, Path directory, String source) {
    this.descriptor = descriptor;
    this.directory = directory;
    this.source = source;
  }

  Dataset read(DataConfig overrides, @Nullable LearntClasses learnt) {
    DataConfig.requireNone(overrides.tableSettings(), source, "holds images");
    if (overrides.onError() == OnError.SKIP) {
      throw new InputException(
          source + ": an IDX file is read as a whole, so --on-error skip has nothing to leave out");
    }
    ImageAssembly assembly = new ImageAssembly(descriptor, source, overrides, learnt);
    List<Path> paths = new ArrayList<>();
    List<Picture> pictures = new ArrayList<>();
    int others = 0;
    for (DataFile file : Objects.requireNonNull(descriptor.files()).list()) {
      Path images = Descriptor.locate(directory, source, file.path());
      Path labels = Descriptor.locate(directory, source, Objects.requireNonNull(file.labels()));
      paths.addAll(List.of(images, labels));
      IdxFile pixels = IdxFile.read(images);
      others += add(assembly, pictures, file, pixels, IdxFile.read(labels), overrides);
    }
    if (others > 0) {
      assembly.note("Images of other classes, left out: %,d.".formatted(others));
    }
    return assembly.dataset(Checksum.of(paths), held(pictures));
  }

  /** Adds the images of the wanted classes, and returns the number of the others. */
  private int add(
      ImageAssembly assembly,
      List<Picture> pictures,
      DataFile file,
      IdxFile images,
      IdxFile labels,
      DataConfig overrides) {
    requirePair(images, labels);
    int height = images.shape().get(1);
    int width = images.shape().get(2);
    int channels = images.shape().size() == 4 ? images.shape().get(3) : 1;
    int length = height * width * channels;
    Header header = new Header(height, width, channels);
    ImageSize size = ImageSize.of(overrides.imageSize(), List.of(header));
    String part = file.part() == null ? "" : file.part().name().toLowerCase(Locale.ROOT) + "/";
    int others = 0;
    for (int i = 0; i < images.shape().get(0); i++) {
      StopRequest.heed("reading images");
      String label = String.valueOf(labels.data()[i] & 0xFF);
      if (!assembly.keeps(label)) {
        others++;
        continue;
      }
      byte[] pixels = Arrays.copyOfRange(images.data(), i * length, (i + 1) * length);
      Picture picture = new Picture(height, width, channels, pixels);
      Picture resized = picture.resized(size.height(), size.width());
      String place = part + (i + 1);
      if (!pictures.isEmpty() && !sameShape(pictures.get(0), resized)) {
        throw new InputException(
            "%s: %s has another size or other channels than the images before it; give all the same"
                .formatted(source, place));
      }
      assembly.add(place, label, file.part(), Checksum.hex(picture.sha256()));
      pictures.add(resized);
    }
    return others;
  }

  private static boolean sameShape(Picture a, Picture b) {
    return a.height() == b.height() && a.width() == b.width() && a.channels() == b.channels();
  }

  private static HeldPictures held(List<Picture> pictures) {
    if (pictures.isEmpty()) {
      return HeldPictures.NONE;
    }
    Picture first = pictures.get(0);
    return new HeldPictures(
        new ImageSize(first.height(), first.width(), first.channels(), "as in the file"), pictures);
  }

  private static void requirePair(IdxFile images, IdxFile labels) {
    List<Integer> shape = images.shape();
    boolean pictures =
        shape.size() == 3 || (shape.size() == 4 && (shape.get(3) == 1 || shape.get(3) == 3));
    if (!pictures) {
      throw new InputException(
          "%s: has the shape %s, and images have number x height x width, perhaps x 1 or 3 channels:"
                  .formatted(images.file(), shape)
              + " name the file of images");
    }
    if (labels.shape().size() != 1) {
      throw new InputException(
          "%s: has the shape %s, and labels are one number each: name the file of labels"
              .formatted(labels.file(), labels.shape()));
    }
    if (!shape.get(0).equals(labels.shape().get(0))) {
      throw new InputException(
          "%s: has %,d images, and %s has %,d labels; name files that belong together"
              .formatted(images.file(), shape.get(0), labels.file(), labels.shape().get(0)));
    }
  }
}
