package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.image.Picture;
import java.util.List;

/**
 * How images become the inputs of a network: resized to one size, grey or colour, and each 8-bit
 * value divided by 255. Nothing of it depends on the training rows.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels 1 for grey, 3 for red, green and blue
 */
public record ImagePreprocessing(int height, int width, int channels) implements Preprocessing {
  public ImagePreprocessing {
    if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          "%d x %d pixels of %d channels are no image".formatted(height, width, channels));
    }
  }

  @Override
  public Examples apply(Dataset data, int[] rows) {
    if (!(data.inputs() instanceof PictureInputs inputs)) {
      throw new InputException(
          "%s: is a table, and the model was trained on images of %d x %d pixels; give it images"
              .formatted(data.name(), width, height));
    }
    return data.examples(new PixelFeatures(this, inputs.pictures(), rows.clone()), rows);
  }

  Picture prepared(Picture picture) {
    return picture.resized(height, width).withChannels(channels);
  }

  @Override
  public int[] shape() {
    return new int[] {height, width, channels};
  }

  @Override
  public List<String> notes() {
    return List.of();
  }
}
