package io.twinhead.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.config.Augment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VariationTest {
  private static final Picture PHOTO = noise(20, 30, 3);

  @Test
  void plainIsEachPixelDividedBy255() {
    float[] expected = new float[PHOTO.pixels().length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (PHOTO.pixels()[i] & 0xFF) / 255f;
    }
    assertThat(varied(PHOTO, Variation.NONE)).containsExactly(expected);
  }

  @Test
  void writesAtTheOffsetAndNowhereElse() {
    int length = PHOTO.pixels().length;
    for (double degrees : new double[] {0, 20}) {
      float[] target = new float[length + 7];
      Arrays.fill(target, -1);
      turned(degrees).write(PHOTO, target, 3);
      assertThat(Arrays.copyOf(target, 3)).containsOnly(-1);
      assertThat(Arrays.copyOfRange(target, 3 + length, length + 7)).containsOnly(-1);
      assertThat(Arrays.copyOfRange(target, 3, 3 + length))
          .containsExactly(varied(PHOTO, turned(degrees)));
    }
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "true, true"})
  void mirroredTwiceIsTheSame(boolean flip, boolean vflip) {
    Variation mirror = new Variation(flip, vflip, 0, 0, 0, 1, 1);
    float[] once = varied(PHOTO, mirror);
    assertThat(once).isNotEqualTo(varied(PHOTO, Variation.NONE));
    assertThat(varied(picture(PHOTO, once), mirror)).containsExactly(varied(PHOTO, Variation.NONE));
  }

  @Test
  void exchangesLeftAndRightOrTopAndBottom() {
    Picture four = new Picture(2, 2, 1, new byte[] {0, 51, 102, (byte) 153});
    assertThat(varied(four, new Variation(true, false, 0, 0, 0, 1, 1)))
        .containsExactly(0.2f, 0, 0.6f, 0.4f);
    assertThat(varied(four, new Variation(false, true, 0, 0, 0, 1, 1)))
        .containsExactly(0.4f, 0.6f, 0, 0.2f);
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "0, 4", "-5, 7", "-20, -30", "19, 29"})
  void shiftsByWholePixelsExactly(int down, int right) {
    Variation shift = new Variation(false, false, down / 20.0, right / 30.0, 0, 1, 1);
    float[] plain = varied(PHOTO, Variation.NONE);
    float[] shifted = varied(PHOTO, shift);
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 30; x++) {
        int fromY = Math.max(0, Math.min(19, y - down));
        int fromX = Math.max(0, Math.min(29, x - right));
        for (int c = 0; c < 3; c++) {
          assertThat(shifted[(y * 30 + x) * 3 + c]).isEqualTo(plain[(fromY * 30 + fromX) * 3 + c]);
        }
      }
    }
  }

  @Test
  void turnsASquareCounterclockwise() {
    Picture square = noise(15, 15, 1);
    float[] plain = varied(square, Variation.NONE);
    float[] turned = varied(square, turned(90));
    for (int y = 0; y < 15; y++) {
      for (int x = 0; x < 15; x++) {
        assertThat(turned[y * 15 + x]).isCloseTo(plain[x * 15 + 14 - y], within(1e-5f));
      }
    }
  }

  @Test
  void multipliesLevelsUpToWhite() {
    Picture grey = new Picture(1, 3, 1, new byte[] {20, 100, (byte) 200});
    assertThat(varied(grey, new Variation(false, false, 0, 0, 0, 1, 1.5)))
        .containsExactly(30 / 255f, 150 / 255f, 1);
  }

  @Test
  void drawsTheSameFromTheSameSeed() {
    for (long seed = 0; seed < 50; seed++) {
      Variation drawn = Variation.draw(Augment.DEFAULT, seed);
      assertThat(drawn).isEqualTo(Variation.draw(Augment.DEFAULT, seed));
      assertThat(varied(PHOTO, drawn)).containsExactly(varied(PHOTO, drawn));
    }
    assertThat(Variation.draw(Augment.NONE, 1)).isEqualTo(Variation.NONE);
  }

  @Test
  void drawsFromTheWholeRangeEvenly() {
    Augment how = new Augment(true, true, 0.2, 40, 0.3, 0.5);
    List<Variation> drawn =
        IntStream.range(0, 20_000).mapToObj(seed -> Variation.draw(how, seed * 7919L)).toList();
    assertThat(drawn.stream().filter(Variation::flip).count() / 20_000.0)
        .isCloseTo(0.5, within(0.02));
    assertThat(drawn.stream().filter(Variation::vflip).count() / 20_000.0)
        .isCloseTo(0.5, within(0.02));
    assertUniform(drawn.stream().mapToDouble(Variation::down).toArray(), 0, 0.2);
    assertUniform(drawn.stream().mapToDouble(Variation::right).toArray(), 0, 0.2);
    assertUniform(drawn.stream().mapToDouble(Variation::degrees).toArray(), 0, 40);
    assertUniform(drawn.stream().mapToDouble(Variation::zoom).toArray(), 1, 0.3);
    assertUniform(drawn.stream().mapToDouble(Variation::brightness).toArray(), 1, 0.5);
  }

  private static void assertUniform(double[] values, double centre, double reach) {
    Arrays.sort(values);
    for (double share : new double[] {0, 0.1, 0.5, 0.9}) {
      assertThat(values[(int) (share * values.length)])
          .isCloseTo(centre + reach * (2 * share - 1), within(reach * 0.04));
    }
    assertThat(values[0]).isGreaterThanOrEqualTo(centre - reach);
    assertThat(values[values.length - 1]).isLessThanOrEqualTo(centre + reach);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithSciPy(JsonNode golden) {
    JsonNode shape = golden.get("shape");
    JsonNode v = golden.get("variation");
    byte[] pixels = new byte[golden.get("pixels").size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) golden.get("pixels").get(i).asInt();
    }
    Picture picture =
        new Picture(shape.get(0).asInt(), shape.get(1).asInt(), shape.get(2).asInt(), pixels);
    Variation variation =
        new Variation(
            v.get(0).asBoolean(),
            v.get(1).asBoolean(),
            v.get(2).asDouble(),
            v.get(3).asDouble(),
            v.get(4).asDouble(),
            v.get(5).asDouble(),
            v.get(6).asDouble());
    float[] varied = varied(picture, variation);
    for (int i = 0; i < varied.length; i++) {
      assertThat(varied[i])
          .as("%s of %s, number %d", variation, shape, i)
          .isCloseTo((float) golden.get("result").get(i).asDouble(), within(1e-6f));
    }
  }

  static List<JsonNode> golden() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    new ObjectMapper()
        .readTree(VariationTest.class.getResource("variations.json"))
        .forEach(cases::add);
    return cases;
  }

  private static Variation turned(double degrees) {
    return new Variation(false, false, 0, 0, degrees, 1, 1);
  }

  private static float[] varied(Picture picture, Variation variation) {
    float[] target = new float[picture.pixels().length];
    variation.write(picture, target, 0);
    return target;
  }

  private static Picture picture(Picture like, float[] levels) {
    byte[] pixels = new byte[levels.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(255 * levels[i]);
    }
    return new Picture(like.height(), like.width(), like.channels(), pixels);
  }

  private static Picture noise(int height, int width, int channels) {
    byte[] pixels = new byte[height * width * channels];
    new SplittableRandom(7).nextBytes(pixels);
    return new Picture(height, width, channels, pixels);
  }
}
