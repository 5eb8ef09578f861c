package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.Augment;
import io.twinhead.config.InputException;
import io.twinhead.image.Picture;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentedTest {
  private static final Features PLAIN = images(12);

  @Test
  void isThePlainOneIfNothingVaries() {
    assertThat(Augmented.of(PLAIN, Augment.NONE, 1)).isSameAs(PLAIN);
  }

  @Test
  void hangsOnTheSeedAndTheRowAlone() {
    Features forward = Augmented.of(PLAIN, Augment.DEFAULT, 5);
    Features backward = Augmented.of(PLAIN, Augment.DEFAULT, 5);
    for (int row = 0; row < 12; row++) {
      float[] expected = row(forward, row);
      row(backward, 11 - row);
      assertThat(row(backward, row)).containsExactly(expected);
    }
    assertThat(forward.shape()).containsExactly(6, 5, 3);
    assertThat(forward.size()).isEqualTo(12);
  }

  @Test
  void variesFromRowToRowAndFromEpochToEpoch() {
    Picture one = picture(1);
    Features same =
        new PixelFeatures(
            new ImagePreprocessing(6, 5, 3),
            new HeldPictures(new ImageSize(6, 5, 3, ""), List.of(one)),
            new int[20]);
    Set<List<Float>> seen = new HashSet<>();
    for (long epoch = 0; epoch < 20; epoch++) {
      for (int row = 0; row < 20; row++) {
        float[] values = row(Augmented.of(same, Augment.DEFAULT, epoch), row);
        seen.add(IntStream.range(0, values.length).mapToObj(i -> values[i]).toList());
      }
    }
    assertThat(seen).hasSize(400);
  }

  @Test
  void refusesATable() {
    Features table = new TableFeatures(1, 2, 2, new float[] {1, 2}, 0, new int[0]);
    assertThatThrownBy(() -> Augmented.of(table, Augment.parse("flip"), 1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "augment = flip: only images can vary so, and the data set holds a table; leave it out");
    assertThat(Augmented.of(table, Augment.NONE, 1)).isSameAs(table);
  }

  private static float[] row(Features features, int row) {
    float[] values = new float[6 * 5 * 3];
    features.copyTo(row, values, 0);
    return values;
  }

  private static Features images(int count) {
    List<Picture> pictures = IntStream.range(0, count).mapToObj(AugmentedTest::picture).toList();
    return new PixelFeatures(
        new ImagePreprocessing(6, 5, 3),
        new HeldPictures(new ImageSize(6, 5, 3, ""), pictures),
        IntStream.range(0, count).toArray());
  }

  private static Picture picture(int seed) {
    byte[] pixels = new byte[6 * 5 * 3];
    new SplittableRandom(seed).nextBytes(pixels);
    return new Picture(6, 5, 3, pixels);
  }
}
