package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparing heads on a directory of images: dark ones and light ones. */
class ImagesCommandTest {
  @TempDir private Path folder;
  private Path images;

  @BeforeEach
  void drawsDarkAndLightImages() throws IOException {
    images = folder.resolve("my images");
    DarkAndLight.draw(images);
  }

  @Test
  void comparesWithTheDefaultsForImages() throws IOException {
    Path out = folder.resolve("out");
    CliRunner run = compare("--epochs=2", "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("my images: 24 images, 12 x 12 pixels, colour, classes dark and light")
        .contains("tiny-cnn, seeds [1], 3 folds, at most 2 epochs");
    JsonNode json = new ObjectMapper().readTree(out.resolve("comparison.json").toFile());
    assertThat(json.at("/model/name").textValue()).isEqualTo("tiny-cnn");
    assertThat(json.at("/dataset/rows").intValue()).isEqualTo(24);
    assertThat(json.at("/folds").intValue()).isEqualTo(3);
    assertThat(Files.readString(out.resolve("report.html"))).contains("report-data");
    CliRunner again =
        CliRunner.run(
            "compare",
            "--config=" + out.resolve("config.yaml"),
            "--out=" + folder.resolve("again"));
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).contains("tiny-cnn, seeds [1], 3 folds, at most 2 epochs");
  }

  @Test
  void measuresImagesOfOneClass() throws IOException {
    Path run = TrainedRuns.on(images.toString(), folder.resolve("run"), "--head=sigmoid");
    Path other = Files.createDirectories(folder.resolve("other/light"));
    Files.copy(images.resolve("light/0.png"), other.resolve("0.png"));
    CliRunner one = CliRunner.run("evaluate", "" + run, "" + other.getParent(), "--format=json");
    assertThat(one.code()).as(one.err()).isZero();
    assertThat(new ObjectMapper().readTree(one.out()).at("/rows").intValue()).isEqualTo(1);
    Files.move(other, folder.resolve("other/grey"));
    CliRunner unknown = CliRunner.run("evaluate", "" + run, "" + other.getParent());
    assertThat(unknown.code()).isEqualTo(ExitCode.INPUT);
    assertThat(unknown.err()).contains("grey", "model learnt dark, light");
  }

  @Test
  void showsTheMistakesAsPictures() throws IOException {
    Path out = folder.resolve("out");
    Path wrong = Files.createDirectories(images.resolve("light")).resolve("dark.png");
    Files.move(images.resolve("dark/1.png"), wrong);
    CliRunner run = compare("--epochs=8", "--folds=2", "--seed=2", "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    String report = Files.readString(out.resolve("report.html"));
    assertThat(report.contains("data:image/png;base64,")).isTrue();
  }

  @Test
  void listsWhatWasLeftOut() throws IOException {
    Files.writeString(images.resolve("dark/text.jpg"), "hello");
    CliRunner refused = compare("--epochs=1", "--out=" + folder.resolve("out"));
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err()).contains("dark/text.jpg", "hello", "--on-error skip");
    assertThat(folder.resolve("out")).doesNotExist();
    CliRunner run =
        compare("--epochs=1", "--folds=2", "--on-error=skip", "--out=" + folder.resolve("out"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Left out: dark/text.jpg");
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertRefused(ExitCode.USAGE, "image-size = 0", "--image-size=0");
    assertRefused(ExitCode.USAGE, "fail, skip", "--on-error=ignore");
    assertRefused(ExitCode.INPUT, "'label' has no meaning", "--label=y");
    assertRefused(ExitCode.INPUT, "too small for model small-cnn", "--model=small-cnn");
    assertRefused(ExitCode.INPUT, "--folds 12 or fewer", "--folds=13");
    CliRunner table = CliRunner.run("compare", "datasets/breast-cancer", "--image-size=8");
    assertThat(table.code()).isEqualTo(ExitCode.INPUT);
    assertThat(table.err()).contains("is a table", "'image-size'");
    CliRunner cnn =
        CliRunner.run(
            "compare",
            "datasets/breast-cancer",
            "--model=tiny-cnn",
            "--out=" + folder.resolve("cnn"));
    assertThat(cnn.code()).isEqualTo(ExitCode.INPUT);
    assertThat(cnn.err()).contains("needs images");
    assertThat(folder.resolve("cnn")).doesNotExist();
  }

  private void assertRefused(int code, String said, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--out=" + folder.resolve("refused"));
    CliRunner run = compare(all.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err()).contains(said);
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  private CliRunner compare(String... options) {
    List<String> all = new ArrayList<>(List.of("compare", images.toString()));
    all.addAll(List.of(options));
    return CliRunner.run(all.toArray(String[]::new));
  }
}
