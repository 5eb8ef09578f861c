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
import org.junit.jupiter.params.provider.ValueSource;

/** Naive and matched heads beside each other (claims S6, S8 and S14). */
class ModesCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void bothModesShareTheSigmoidAndTheMatchedHeadFollowsIt() throws IOException {
    Path out = folder.resolve("both");
    CliRunner run = compare("datasets/breast-cancer", out, "--mode=both");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode comparison = JSON.readTree(Files.readString(out.resolve("comparison.json")));
    assertThat(comparison.at("/mode").textValue()).isEqualTo("both");
    assertThat(comparison.at("/matched/heads/sigmoid/metrics"))
        .isEqualTo(comparison.at("/heads/sigmoid/metrics"));
    assertThat(comparison.at("/paired/log_loss/mean_abs_difference").doubleValue())
        .isGreaterThan(1e-4);
    assertThat(comparison.at("/matched/paired/log_loss/mean_abs_difference").doubleValue())
        .isLessThan(1e-6);
    assertThat(comparison.at("/matched/verdict/kind").textValue()).isEqualTo("equivalent");
    JsonNode lockstep = comparison.at("/lockstep");
    assertThat(lockstep.at("/steps").intValue()).isGreaterThanOrEqualTo(200);
    assertThat(lockstep.at("/precision").textValue()).isEqualTo("double");
    assertThat(lockstep.at("/updater").textValue()).isEqualTo("adam");
    assertThat(lockstep.at("/tolerance").doubleValue()).isEqualTo(1e-9);
    assertThat(lockstep.at("/max_abs_probability_difference").doubleValue()).isLessThan(1e-9);
    assertThat(lockstep.at("/holds").booleanValue()).isTrue();
    assertThat(comparison.at("/lockstep_runs").findValuesAsText("name"))
        .containsExactly("matched", "matched", "explained", "naive", "counterexample");
    assertThat(difference(comparison, 2)).as("explained").isLessThan(1e-9);
    assertThat(difference(comparison, 3)).as("naive").isGreaterThan(1e-3);
    assertThat(difference(comparison, 4)).as("counterexample").isGreaterThan(1e-3);
    assertThat(run.out()).contains("the two heads are one training");
    assertThat(Files.readString(out.resolve("report.html"))).contains("The two heads in lockstep");
    assertThat(out.resolve("runs/seed-1-fold-1-matched/model.zip")).isNotEmptyFile();
  }

  @Test
  void matchedModeComparesTheMatchedHeadAlone() throws IOException {
    Path out = folder.resolve("matched");
    CliRunner run =
        compare("datasets/breast-cancer", out, "--mode=matched", "--require-equivalence");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode comparison = JSON.readTree(Files.readString(out.resolve("comparison.json")));
    assertThat(comparison.at("/verdict/kind").textValue()).isEqualTo("equivalent");
    assertThat(comparison.has("matched")).isFalse();
    assertThat(out.resolve("runs/seed-1-fold-1-softmax")).doesNotExist();
  }

  /** An adaptive updater with a coupled penalty: naive softmax is no sigmoid at any rate. */
  @Test
  void saysNothingOfNaiveHeadsThatNoSigmoidExplains() throws IOException {
    Path model = folder.resolve("model.yaml");
    Files.writeString(
        model,
        """
        name: decayed
        layers: [{dense: {units: 8}}]
        updater: {rmsprop: {learning-rate: 0.001}}
        l2: 0.01
        clip: {norm: 0.5}
        """);
    Path out = folder.resolve("decayed");
    CliRunner run = compare("datasets/breast-cancer", out, "--mode=matched", "--model=" + model);
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode comparison = JSON.readTree(Files.readString(out.resolve("comparison.json")));
    assertThat(comparison.at("/lockstep/holds").booleanValue()).isTrue();
    assertThat(comparison.at("/lockstep_runs").findValuesAsText("name"))
        .doesNotContain("explained")
        .contains("counterexample");
  }

  @ParameterizedTest
  @ValueSource(strings = {"matched", "both"})
  void refusesHeadsThatAreNotTheSameModel(String mode) {
    CliRunner classes = compare("datasets/iris", folder.resolve("x"), "--mode=" + mode);
    assertThat(classes.code()).isEqualTo(ExitCode.INPUT);
    assertThat(classes.err()).contains("--mode naive");
    CliRunner link =
        compare("datasets/breast-cancer", folder.resolve("x"), "--mode=" + mode, "--link=probit");
    assertThat(link.code()).isEqualTo(ExitCode.INPUT);
    assertThat(link.err()).contains("probit", "--link logit");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  private static double difference(JsonNode comparison, int run) {
    return comparison.at("/lockstep_runs/" + run + "/max_abs_probability_difference").doubleValue();
  }

  private static CliRunner compare(String data, Path out, String... options) {
    List<String> line = new ArrayList<>(List.of("compare", data, "--out=" + out));
    line.addAll(List.of("--seeds=1", "--folds=2", "--epochs=4"));
    line.addAll(List.of(options));
    return CliRunner.run(line.toArray(String[]::new));
  }
}
