package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTestTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "datasets/breast-cancer, sigmoid, logistic",
    "datasets/breast-cancer, softmax, dense-small",
    "datasets/iris, sigmoid, dense-small",
    "datasets/yeast, sigmoid, dense-small"
  })
  void suggestsALearningRateAndWritesNoModel(String data, String head, String model)
      throws IOException {
    Path out = folder.resolve("range");
    CliRunner run = test(data, "--head=" + head, "--model=" + model, "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode json = json(out);
    assertThat(json.at("/head").textValue()).isEqualTo(head);
    assertThat(json.at("/model").textValue()).isEqualTo(model);
    double suggested = json.at("/range/suggested").doubleValue();
    assertThat(suggested).isBetween(1e-5, 1.0);
    assertThat(json.at("/range/tenth_of_minimum").doubleValue()).isBetween(1e-5, 1.0);
    assertThat(json.at("/range/points").size()).isBetween(50, 200);
    assertThat(json.at("/range/points/0/smoothed_loss")).isEqualTo(json.at("/range/points/0/loss"));
    assertThat(run.out()).contains("Suggested: --learning-rate", "Second", "Report: " + out);
    assertThat(out.toFile().list()).containsExactlyInAnyOrder("lr-range.json", "report.html");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Try --learning-rate", "\"powers\":true", "suggested: steepest fall");
  }

  @Test
  void worksOnImages() throws IOException {
    Path images = folder.resolve("images");
    DarkAndLight.draw(images);
    Path out = folder.resolve("range");
    CliRunner run = test(images.toString(), "--head=softmax", "--batch-size=8", "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(json(out).at("/model").textValue()).isEqualTo("tiny-cnn");
  }

  @Test
  void findsTheSameAgainAndReplacesItsOwnResult() throws IOException {
    Path out = folder.resolve("range");
    String[] arguments = {"--head=sigmoid", "--model=logistic", "--out=" + out, "--overwrite"};
    assertThat(test("datasets/breast-cancer", arguments).code()).isZero();
    JsonNode first = json(out);
    CliRunner again = test("datasets/breast-cancer", arguments);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(json(out)).isEqualTo(first);
  }

  @Test
  void asksForAHeadAsTrainingDoes() {
    CliRunner run = test("datasets/breast-cancer", "--out=" + folder.resolve("range"));
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--head is missing");
    assertThat(folder.resolve("range")).doesNotExist();
  }

  private static JsonNode json(Path out) throws IOException {
    return new ObjectMapper().readTree(Files.readString(out.resolve("lr-range.json")));
  }

  private static CliRunner test(String data, String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "train";
    all[1] = data;
    all[2] = "--lr-range-test";
    System.arraycopy(more, 0, all, 3, more.length);
    return CliRunner.run(all);
  }
}
