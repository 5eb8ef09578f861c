package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
  @TempDir private Path folder;

  @Test
  void writesTheContractsJson() throws IOException {
    CliRunner run = CliRunner.run("lint", "yeast", "--head=softmax", "--format=json");
    assertThat(run.code()).isEqualTo(ExitCode.CHECK);
    assertThat(run.err()).isEmpty();
    JsonNode document = new ObjectMapper().readTree(run.out());
    assertThat(document.fieldNames()).toIterable().containsExactly("findings");
    JsonNode first = document.at("/findings/0");
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly("code", "severity", "where", "message", "remedy");
    assertThat(first.get("code").asText()).isEqualTo("TH101");
    assertThat(first.get("severity").asText()).isEqualTo("error");
    assertThat(document.at("/findings/1/severity").asText()).isEqualTo("info");
  }

  @Test
  void endsWellWithoutAnError() {
    CliRunner run = CliRunner.run("lint", "iris", "--head", "sigmoid");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .contains("TH102 warning: iris")
        .contains("To do: use --head softmax")
        .endsWith("iris: 150 rows, 4 columns, 3 classes; 1 warning, 1 info.\n");
  }

  @Test
  void saysWhatWasCheckedWhenThereIsNothing() {
    CliRunner run = CliRunner.run("lint", "wine");
    assertThat(run.out())
        .isEqualTo("Checked wine: 178 rows, 13 columns, 3 classes; no findings.\n");
  }

  @Test
  void turnsASingleClassIntoAFinding() throws IOException {
    Path file = Files.writeString(folder.resolve("one.csv"), "a,y\n1,yes\n2,yes\n");
    CliRunner run = CliRunner.run("lint", file.toString(), "--label=y");
    assertThat(run.code()).isEqualTo(ExitCode.CHECK);
    assertThat(run.out()).contains("TH105 error").contains("'yes'");
  }

  @Test
  void tellsRunsAndModelFilesFromData() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(run.resolve("run.json"), "{}");
    CliRunner broken = CliRunner.run("lint", run.toString());
    assertThat(broken.code()).isEqualTo(ExitCode.CHECK);
    assertThat(broken.out()).contains("TH210").contains("metrics.jsonl");
    CliRunner settings = CliRunner.run("lint", run.toString(), "--head=sigmoid");
    assertThat(settings.code()).isEqualTo(ExitCode.INPUT);
    assertThat(settings.err()).contains("is a run, so 'head' has no meaning");
    Path zip = Files.writeString(folder.resolve("model.zip"), "junk");
    CliRunner model = CliRunner.run("lint", zip.toString());
    assertThat(model.code()).isEqualTo(ExitCode.INPUT);
    assertThat(model.err()).contains("not a readable zip");
  }

  @Test
  void pointsFromAComparisonToItsRuns() throws IOException {
    Files.writeString(folder.resolve("comparison.json"), "{}");
    CliRunner run = CliRunner.run("lint", folder.toString());
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).contains("is a comparison of many runs");
  }

  @Test
  void listsTheRules() throws IOException {
    CliRunner text = CliRunner.run("lint", "--list");
    assertThat(text.code()).isEqualTo(ExitCode.DONE);
    assertThat(text.out()).contains("TH001 error").contains("TH101 error").contains("TH210 error");
    JsonNode json =
        new ObjectMapper().readTree(CliRunner.run("lint", "--list", "--format=json").out());
    assertThat(json.at("/0/code").asText()).isEqualTo("TH001");
    assertThat(json.at("/0").size()).isEqualTo(4);
  }

  @Test
  void refusesAWrongCommandLine() {
    assertThat(CliRunner.run("lint").code()).isEqualTo(ExitCode.USAGE);
    assertThat(CliRunner.run("lint", "iris", "--head=relu").code()).isEqualTo(ExitCode.USAGE);
    assertThat(CliRunner.run("lint", "iris", "--folds=1").code()).isEqualTo(ExitCode.USAGE);
  }
}
