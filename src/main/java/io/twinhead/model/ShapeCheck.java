package io.twinhead.model;

import io.twinhead.config.InputException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Refuses examples that a model cannot take, in words, before DL4J does with a stack trace. */
final class ShapeCheck {
  private static final String TINY = "tiny-cnn";
  private static final int LARGEST_SUGGESTION = 4096;

  private ShapeCheck() {}

  /**
   * Checks that each layer has something to work on.
   *
   * @param shape of one example, {@code {features}} or {@code {height, width, channels}}
   */
  static void require(ModelSpec spec, int[] shape) {
    if (shape.length == 1) {
      requireTableModel(spec, shape[0]);
    } else {
      requireRoom(spec, shape);
    }
  }

  private static void requireTableModel(ModelSpec spec, int inputs) {
    for (LayerSpec layer : spec.layers()) {
      if (layer.window() != null) {
        String what = layer instanceof Conv ? "a convolution" : "pooling";
        throw new InputException(
            "model %s begins with %s, which needs images; this data set is a table with %d inputs: use dense-small"
                .formatted(spec.name(), what, inputs));
      }
    }
  }

  private static void requireRoom(ModelSpec spec, int[] shape) {
    int[] at = shape;
    for (int i = 0; i < spec.layers().size(); i++) {
      LayerSpec layer = spec.layers().get(i);
      if (!fits(layer, at)) {
        throw new InputException(
            "image size %s is too small for model %s: layer %d (%s) would get %s; %s"
                .formatted(
                    size(shape),
                    spec.name(),
                    i + 1,
                    layer.describe(),
                    size(at),
                    remedy(spec, shape)));
      }
      at = layer.outputShape(at);
    }
  }

  private static boolean fits(LayerSpec layer, int[] input) {
    Window window = layer.window();
    return window == null || (window.places(input[0]) >= 1 && window.places(input[1]) >= 1);
  }

  private static boolean fits(List<LayerSpec> layers, int[] shape) {
    int[] at = shape;
    for (LayerSpec layer : layers) {
      if (!fits(layer, at)) {
        return false;
      }
      at = layer.outputShape(at);
    }
    return true;
  }

  private static String remedy(ModelSpec spec, int[] shape) {
    OptionalInt smallest =
        IntStream.rangeClosed(1, LARGEST_SUGGESTION)
            .filter(side -> fits(spec.layers(), new int[] {side, side, shape[2]}))
            .findFirst();
    String larger =
        smallest.isEmpty()
            ? "use larger images"
            : "use larger images (--image-size %d or more)".formatted(smallest.getAsInt());
    return fits(Models.find(TINY).layers(), shape) ? larger + " or " + TINY : larger;
  }

  private static String size(int[] shape) {
    return shape[0] + "x" + shape[1];
  }
}
