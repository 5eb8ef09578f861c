package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that say how fast networks learn. */
class RateOptionsTest {
  @TempDir private Path folder;

  @Test
  void replaceWhatTheModelsFileSays() throws IOException {
    Path out = folder.resolve("run");
    CliRunner run =
        train("--learning-rate=0.02", "--clip-norm=0.5", "--schedule=step,every=1", "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode model = json(out.resolve("run.json")).at("/model");
    assertThat(model.at("/updater/adam/learning_rate").doubleValue()).isEqualTo(0.02);
    assertThat(model.at("/clip/norm").doubleValue()).isEqualTo(0.5);
    assertThat(Files.readString(out.resolve("config.yaml")))
        .contains("learning-rate: 0.02", "schedule: \"step,every=1,factor=0.1\"", "clip-norm: 0.5");
    try (Stream<String> lines = Files.lines(out.resolve("metrics.jsonl"))) {
      assertThat(lines.map(line -> line.replaceAll(".*\"learning_rate\":([^,]*),.*", "$1")))
          .containsExactly("0.02", "0.002", "2.0000000000000004E-4");
    }
  }

  @Test
  void holdForAComparisonAndItsProofs() throws IOException {
    JsonNode fast = compared("fast", "--learning-rate=0.5");
    JsonNode own = compared("own");
    assertThat(fast.at("/lockstep/holds").booleanValue()).isTrue();
    assertThat(fast.at("/lockstep/max_abs_loss_difference"))
        .isNotEqualTo(own.at("/lockstep/max_abs_loss_difference"));
    assertThat(fast.at("/heads/sigmoid/metrics")).isNotEqualTo(own.at("/heads/sigmoid/metrics"));
  }

  private JsonNode compared(String name, String... more) throws IOException {
    Path out = folder.resolve(name);
    CliRunner run =
        CliRunner.run(
            Stream.concat(
                    Stream.of(
                        "compare",
                        "datasets/breast-cancer",
                        "--model=logistic",
                        "--epochs=2",
                        "--seeds=1",
                        "--folds=2",
                        "--mode=matched",
                        "--out=" + out),
                    Stream.of(more))
                .toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return json(out.resolve("comparison.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --schedule=linear             | 'linear' is not a kind
          --schedule=step,every=0       | every = 0
          --warmup=-1                   | warmup = -1
          --learning-rate=0             | learning-rate = 0
          --clip-norm=-1                | clip-norm = -1
          --clip-norm=1 --clip-value=1  | cannot both hold
          --schedule=plateau,patience=9 --patience=9 | the rate is never reduced
          """)
  void areRefusedWithAReason(String options, String reason) {
    CliRunner run = train(options.split(" "));
    assertThat(run.code()).isIn(ExitCode.USAGE, ExitCode.INPUT);
    assertThat(run.err()).contains(reason.strip()).doesNotContain("Exception");
  }

  @Test
  void areWhatADivergenceAdvises() throws IOException {
    Path model =
        Files.writeString(
            folder.resolve("wild.yaml"),
            """
            name: wild
            layers: [{dense: {units: 8, activation: identity}}, {dense: {units: 8, activation: identity}}]
            updater: {sgd: {learning-rate: 0.01}}
            """);
    CliRunner run =
        train(
            "--model=" + model,
            "--learning-rate=1000",
            "--scaling=none",
            "--out=" + folder.resolve("run"));
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err().replaceAll("\\s+", " "))
        .contains("such as --learning-rate 100 in place of 1000", "--clip-norm 1");
  }

  private CliRunner train(String... more) {
    return CliRunner.run(
        Stream.concat(
                Stream.of("train", "datasets/breast-cancer", "--head=sigmoid", "--epochs=3"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }
}
