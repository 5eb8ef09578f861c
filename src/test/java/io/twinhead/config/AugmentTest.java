package io.twinhead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentTest {
  record Holder(Augment augment) {}

  @Test
  void knowsTwoWords() {
    assertThat(Augment.parse(" None ")).isEqualTo(Augment.NONE);
    assertThat(Augment.parse("default")).isEqualTo(Augment.DEFAULT);
  }

  @Test
  void readsAList() {
    assertThat(Augment.parse("vflip, shift=0.25,rotate=30,zoom=0.5,brightness=1"))
        .isEqualTo(new Augment(false, true, 0.25, 30, 0.5, 1));
    assertThat(Augment.parse("zoom=0,flip")).isEqualTo(new Augment(true, false, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "flip",
        "flip,vflip",
        "flip,shift=0.1,rotate=15,zoom=0.1,brightness=0.2",
        "rotate=0.0000001",
        "vflip,rotate=180"
      })
  void writesWhatItReads(String text) {
    assertThat(Augment.parse(text)).hasToString(text);
    assertThat(Yaml.parse("test", "augment: " + text, Holder.class).augment()).hasToString(text);
    Holder holder = new Holder(Augment.parse(text));
    assertThat(Yaml.parse("test", Yaml.write(holder), Holder.class)).isEqualTo(holder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "shift=-0.0", "zoom=0.3"})
  void isTheSameAfterWritingAndReading(String text) {
    assertThat(Augment.parse(Augment.parse(text).toString())).isEqualTo(Augment.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shift=0.6 | shift=0.6: must be from 0 to 0.5",
        "shift=-0.1 | shift=-0.1: must be from 0 to 0.5",
        "rotate=181 | rotate=181.0: must be from 0 to 180",
        "zoom=1 | zoom=1.0: must be from 0 to 0.9",
        "brightness=2 | brightness=2.0: must be from 0 to 1",
        "zoom=NaN | zoom=NaN: must be",
        "zoom=x | zoom=x is no number",
        "shift | shift needs a value, such as shift=0.1",
        "flip=1 | flip takes no value",
        "flip,flip | flip is given twice",
        "flip,,zoom=0.1 | is none of its words",
        "flip,crop=0.1 | augment = flip,crop=0.1: 'crop=0.1' is none of its words",
        "'' | must be none, default, or a list",
      })
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> Augment.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("augment")
        .hasMessageContaining(message);
  }
}
