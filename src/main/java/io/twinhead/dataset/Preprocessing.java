package io.twinhead.dataset;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.twinhead.config.InputException;
import io.twinhead.config.Scaling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the examples of a data set become the inputs of a network. Fitted to training rows; other
 * rows change nothing. Reads and writes as JSON with Jackson.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TablePreprocessing.class, name = "table"),
  @JsonSubTypes.Type(value = ImagePreprocessing.class, name = "image")
})
public sealed interface Preprocessing permits TablePreprocessing, ImagePreprocessing {
  /**
   * Learns from the given rows what there is to learn.
   *
   * @param scaling of a table's numeric columns; null for images
   * @param channels of the images that the network takes, 1 or 3; null for as many as they have
   */
  static Preprocessing fit(
      Dataset data, int[] trainRows, @Nullable Scaling scaling, @Nullable Integer channels) {
    return data.inputs().fit(data, trainRows, scaling, channels);
  }

  /**
   * The given rows as a network sees them.
   *
   * @throws InputException if the data are of another kind than those fitted to, or if a value
   *     cannot be represented
   */
  Examples apply(Dataset data, int[] rows);

  /** The shape of one example: {features}, or {height, width, channels}. */
  int[] shape();

  /** What the user should know about the inputs in training, in plain sentences. */
  List<String> notes();
}
