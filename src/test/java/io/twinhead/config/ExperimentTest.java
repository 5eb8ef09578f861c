package io.twinhead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentTest {
  @Test
  void flagsWinOverTheFileAndTheFileOverDefaults() {
    Experiment flags = Yaml.parse("flags", "training: {epochs: 1}\n", Experiment.class);
    Experiment file = Yaml.parse("file", "training: {epochs: 2, seed: 2}\n", Experiment.class);
    Experiment defaults =
        Yaml.parse("defaults", "training: {epochs: 3, seed: 3, jobs: 3}\n", Experiment.class);
    TrainingConfig training = flags.orElse(file).orElse(defaults).training();
    assertThat(training.epochs()).isEqualTo(1);
    assertThat(training.seed()).isEqualTo(2);
    assertThat(training.jobs()).isEqualTo(3);
    assertThat(training.patience()).isNull();
  }

  @Test
  void namingALabelRulesOutTheOtherWayToNameIt() {
    Experiment one = Yaml.parse("one", "data: {label: y, drop: [id]}\n", Experiment.class);
    Experiment several = Yaml.parse("several", "data: {labels: [a, b]}\n", Experiment.class);
    assertThat(one.orElse(several)).isEqualTo(one);
    assertThat(several.orElse(one))
        .isEqualTo(Yaml.parse("both", "data: {labels: [a, b], drop: [id]}\n", Experiment.class));
    assertThat(Experiment.EMPTY.orElse(several)).isEqualTo(several);
  }

  @Test
  void oneSourceCannotNameLabelsInBothWays() {
    assertThatThrownBy(
            () -> Yaml.parse("file", "data: {label: y, labels: [a, b]}\n", Experiment.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("both label and labels");
  }

  @Test
  void theKindOfAColumnIsThePreferredOne() {
    Experiment flags = Yaml.parse("flags", "data: {numeric: [a]}\n", Experiment.class);
    Experiment file = Yaml.parse("file", "data: {categorical: [a, b]}\n", Experiment.class);
    assertThat(flags.orElse(file))
        .isEqualTo(
            Yaml.parse("both", "data: {numeric: [a], categorical: [b]}\n", Experiment.class));
  }

  @Test
  void marginsAreFilledInMetricByMetric() {
    Experiment flags = Yaml.parse("flags", "evaluation: {margin: {brier: 1}}", Experiment.class);
    Experiment file =
        Yaml.parse("file", "evaluation: {margin: {brier: 2, mcc: 2}}", Experiment.class);
    assertThat(flags.orElse(file).evaluation().margin())
        .isEqualTo(Map.of("brier", 1.0, "mcc", 2.0));
  }

  @Test
  void suggestsCloseNamesAndListsOthers() {
    List<String> known = List.of("epochs", "patience");
    assertThat(Suggestion.forName("Epocs", known)).isEqualTo("; did you mean 'epochs'?");
    assertThat(Suggestion.forName("zzzzzzz", known)).isEqualTo("; known: epochs, patience");
    assertThat(Suggestion.forName("rellu", List.of("relu"))).endsWith("mean 'relu'?");
  }

  @Test
  void aShortNameIsCloseToFewOthers() {
    List<String> known = List.of("x", "age", "y");
    assertThat(Suggestion.forName("Y", known)).isEqualTo("; did you mean 'y'?");
    assertThat(Suggestion.forName("yy", known)).isEqualTo("; did you mean 'y'?");
    assertThat(Suggestion.forName("agee", known)).isEqualTo("; did you mean 'age'?");
    assertThat(Suggestion.forName("q", known)).isEqualTo("; known: x, age, y");
    assertThat(Suggestion.forName("ab", known)).isEqualTo("; known: x, age, y");
  }
}
