package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
  @TempDir private Path folder;

  @Test
  void writesTheContractsJson() throws IOException {
    JsonNode json =
        json("--model=dense-small --features=7 --batch-size=5 --steps=5 --head=softmax");
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "model",
            "input",
            "batch_size",
            "head",
            "threads",
            "results",
            "ratio",
            "gemm_gflops",
            "fraction_of_gemm");
    assertThat(json.at("/model").textValue()).isEqualTo("dense-small");
    assertThat(json.at("/input").toString()).isEqualTo("[7]");
    assertThat(json.at("/batch_size").intValue()).isEqualTo(5);
    assertThat(json.at("/head").textValue()).isEqualTo("softmax");
    assertThat(json.at("/threads").intValue()).isPositive();
    assertThat(json.at("/results")).hasSize(2);
    assertThat(json.at("/results/0/threads")).isEqualTo(json.at("/threads"));
    assertThat(json.at("/results/1/threads").intValue()).isEqualTo(1);
    for (JsonNode engine : json.at("/results")) {
      assertThat(engine.fieldNames())
          .toIterable()
          .containsExactly(
              "engine",
              "threads",
              "ready_seconds",
              "train_ms_per_step",
              "train_samples_per_second",
              "infer_samples_per_second",
              "peak_rss_mb");
      assertThat(engine.at("/train_ms_per_step").fieldNames())
          .toIterable()
          .containsExactly("median", "best");
      assertThat(engine.at("/train_samples_per_second").doubleValue()).isPositive();
      assertThat(engine.at("/infer_samples_per_second").doubleValue()).isPositive();
    }
    assertThat(json.at("/ratio").fieldNames()).toIterable().containsExactly("train", "infer");
    assertThat(json.at("/gemm_gflops").doubleValue()).isPositive();
    assertThat(json.at("/fraction_of_gemm").doubleValue()).isPositive();
  }

  @Test
  void hasNoRatioOfOneEngineAndListsOperationsIfAsked() throws IOException {
    JsonNode json = json("--model=logistic --steps=1 --engine=reference --explain");
    assertThat(json.at("/results")).hasSize(1);
    assertThat(json.at("/results/0/engine").textValue()).isEqualTo("reference");
    assertThat(json.at("/ratio").isNull()).isTrue();
    assertThat(json.at("/ops").isArray()).isTrue();
    assertThat(json.at("/ops")).isEmpty();
  }

  @Test
  void takesSizeAndChannelsForImagesAndTheModelsOwnChannelsIfItHasAny() throws IOException {
    assertThat(json("--model=tiny-cnn --size=10 --steps=1 --batch-size=1").at("/input").toString())
        .isEqualTo("[10,10,3]");
    Path grey = folder.resolve("grey.yaml");
    Files.writeString(
        grey,
        """
        name: grey
        channels: 1
        layers: [{max-pool: {size: 2}}]
        updater: {sgd: {learning-rate: 1}}
        """);
    String model = "--size=6 --steps=1 --engine=reference --model=" + grey;
    assertThat(json(model).at("/input").toString()).isEqualTo("[6,6,1]");
    assertThat(json(model + " --channels=2").at("/input").toString()).isEqualTo("[6,6,2]");
  }

  @Test
  void tellsPeopleTheMachineTheSpeedAndTheShareOfTheMatrixProduct() {
    CliRunner run = bench("--model=logistic --engine=reference --steps=5 --explain");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("logistic, 30 features, batches of 32, sigmoid head", " cores")
        .containsPattern("(?m)^reference +1 +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9,.]+ +[0-9,.]+ +")
        .containsPattern("Training does [0-9.,]+ GFLOP/s, [0-9.]+ % of what")
        .endsWith("DL4J's fit has no plan to print.\n");
    assertThat(run.out().lines().mapToInt(String::length).max().orElseThrow()).isLessThan(101);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--batch-size 0      | 2 | batch-size = 0",
        "--steps 0           | 2 | steps = 0",
        "--size 0            | 2 | = 0: must be at least 1",
        "--size many         | 2 | many",
        "--threads -1        | 2 | threads = -1",
        "--head tanh         | 2 | tanh",
        "--engine warp       | 2 | compiled, reference, both",
        "--kernels mkl       | 2 | auto, nd4j",
        "--convolution fft   | 2 | auto, direct",
        "--size 100000       | 2 | use smaller ones",
        "breast-cancer       | 2 | breast-cancer",
        "--model dense-smal  | 3 | did you mean 'dense-small'?",
        "--model none.yaml   | 3 | no such file",
        "--size 4            | 3 | --image-size",
      })
  void namesMistakes(String args, int code, String what) {
    CliRunner run = bench(args);
    assertThat(run.err()).startsWith("error: ").contains(what).doesNotContain("\tat ");
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
  }

  private static JsonNode json(String args) throws IOException {
    CliRunner run = bench(args + " --format=json");
    assertThat(run.code()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static CliRunner bench(String args) {
    List<String> words = new ArrayList<>(List.of("bench"));
    words.addAll(List.of(args.split(" ", -1)));
    return CliRunner.run(words.toArray(String[]::new));
  }
}
