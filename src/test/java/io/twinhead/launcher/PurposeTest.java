package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurposeTest {
  @ParameterizedTest
  @CsvSource({
    "train iris, TRAIN",
    "--debug --backend cuda compare iris, TRAIN",
    "bench, TRAIN",
    "evaluate run, PREDICT",
    "predict run - -- --help, PREDICT",
    "doctor --train, DIAGNOSE",
    "lint train, OTHER",
    "datasets, OTHER",
    "train --help, HELP",
    "--version, HELP",
    "--backend train, HELP",
    "'', HELP",
    "--backend cuda help train, HELP",
  })
  void isTheFirstWordsUnlessHelpIsAskedFor(String line, Purpose purpose) {
    assertThat(Purpose.of(List.of(line.split(" ", -1)))).isEqualTo(purpose);
  }
}
