package io.twinhead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {
  private static final String COMPLETE =
      """
      dataset: data.csv
      data:
        label: y
        positive: yes
        drop: [id, name]
        scaling: minmax
      model:
        model: logistic
      training:
        epochs: 7
        batch-size: 16
        seed: 42
      evaluation:
        seeds: 2
        folds: 3
        primary: brier
        margin: {brier: 0.005}
      """;

  @Test
  void readsAnExperiment() {
    Experiment read = Yaml.parse("e.yaml", COMPLETE, Experiment.class);
    assertThat(read.data().drop()).isEqualTo(List.of("id", "name"));
    assertThat(read.data().positive()).isEqualTo("yes");
    assertThat(read.data().scaling()).isEqualTo(Scaling.MINMAX);
    assertThat(read.training().batchSize()).isEqualTo(16);
    assertThat(read.evaluation().margin()).isEqualTo(Map.of("brier", 0.005));
    assertThat(read.training().patience()).isNull();
  }

  @Test
  void writesWhatItReads() {
    Experiment read = Yaml.parse("e.yaml", COMPLETE, Experiment.class);
    assertThat(Yaml.parse("again", Yaml.write(read), Experiment.class)).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "epochs: 7      | epoch: 7        | e.yaml:10:3: | unknown key 'epoch'; did you mean 'epochs'?",
        "epochs: 7      | epochs: 0       | e.yaml:10:3: | epochs = 0: must be at least 1",
        "epochs: 7      | epochs: seven   | e.yaml:10:3: | 'seven' is not a whole number",
        "epochs: 7      | epochs: 3.7     | e.yaml:10:3: | a whole number",
        "folds: 3       | folds: 1        | e.yaml:15:3: | folds = 1: must be at least 2",
        "minmax         | minmaxx         | e.yaml:6:3: | standard, minmax, logistic, none",
        "evaluation:    | evaluate:       | e.yaml:13:1: | did you mean 'evaluation'?",
        "brier: 0.005   | brier: -1       | e.yaml:17:3: | margin of brier = -1.0",
        "label: y       | label: [y       | e.yaml:4:11: | expected ',' or ']'",
        "[id, name]     | {id: 1}         | e.yaml:5:3: | 'data.drop': must be a list",
        "[id, name]     | [id, null]      | e.yaml:5:14: | 'data.drop.[1]': has no value; write one",
        "brier: 0.005   | brier: null     | e.yaml:17:12: | 'evaluation.margin.brier': has no value",
        "drop: [id, name] | labels: [null] | e.yaml:5:12: | 'data.labels.[0]': has no value",
        "batch-size: 16 | epochs: 8       | e.yaml:11:9: | is there twice",
      })
  void namesPlaceAndRemedyOfAMistake(String right, String wrong, String place, String message) {
    assertThatThrownBy(() -> Yaml.parse("e.yaml", COMPLETE.replace(right, wrong), Experiment.class))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(place)
        .hasMessageContaining(message);
  }

  @Test
  void namesAFileThatIsNotThereOrEmptyOrADirectory(@TempDir Path folder) throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.yaml"), "");
    assertThatThrownBy(() -> Yaml.read(folder.resolve("none.yaml"), Experiment.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.yaml: no such file");
    assertThatThrownBy(() -> Yaml.read(empty, Experiment.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> Yaml.read(folder, Experiment.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder.toString());
  }
}
