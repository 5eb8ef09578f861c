package io.twinhead.dataset;

import io.twinhead.image.Picture;
import java.util.List;

/** Images in the heap. */
record HeldPictures(ImageSize size, List<Picture> pictures) implements Pictures {
  static final HeldPictures NONE = new HeldPictures(ImageSize.of(null, List.of()), List.of());

  HeldPictures {
    pictures = List.copyOf(pictures);
  }

  @Override
  public int count() {
    return pictures.size();
  }

  @Override
  public Picture get(int index) {
    return pictures.get(index);
  }
}
