package io.twinhead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassWeightTest {
  @Test
  void readsWhatPeopleType() {
    assertThat(ClassWeight.parse("Balanced").balanced()).isTrue();
    assertThat(ClassWeight.parse("yes=5, no = 0.5").byClass())
        .isEqualTo(Map.of("yes", 5.0, "no", 0.5));
    assertThat(ClassWeight.parse("a=b=2").byClass()).isEqualTo(Map.of("a=b", 2.0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "balance", "yes", "yes=", "=1", "yes=many", "yes=0", "yes=-1", "yes=NaN"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> ClassWeight.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("class-weight");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"training: {class-weight: balanced}", "training: {class-weight: {yes: 5, no: 1}}"})
  void comesBackFromAFile(String text) {
    Experiment read = Yaml.parse("file", text, Experiment.class);
    assertThat(Yaml.parse("again", Yaml.write(read), Experiment.class)).isEqualTo(read);
    assertThat(read.training().classWeight()).isNotNull();
  }

  @Test
  void refusesAFileWithoutClasses() {
    assertThatThrownBy(() -> Yaml.parse("file", "training: {class-weight: {}}", Experiment.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("class-weight");
  }
}
