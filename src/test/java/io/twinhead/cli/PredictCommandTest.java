package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
  @TempDir private Path folder;

  @Test
  void namesOrSkipsARowWhoseValuesAreOutOfRange() throws IOException {
    String run = OutOfRange.train(folder).toString();
    String table = OutOfRange.table(folder);
    CliRunner refused = CliRunner.run("predict", run, table);
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err()).contains(table + ", row 2", "out of the range", "--on-error skip");
    assertThat(refused.out()).isEmpty();
    CliRunner skipped = CliRunner.run("predict", run, table, "--on-error=skip");
    assertThat(skipped.code()).as(skipped.err()).isZero();
    assertThat(skipped.err()).startsWith("skipped: " + table + ", row 2");
    assertThat(skipped.out().lines().map(line -> line.split(",")[0]))
        .containsExactly("id", "1", "3");
  }

  @Test
  void shipsNoControlSequencesOfATableToTheTerminal() throws IOException {
    Path run = trainOnTable();
    Path input = write("new.csv", "x,shade\n\u001b[31mEVIL\u001b]0;pwned\u0007,dark\n-1,light\n");
    CliRunner skip = CliRunner.run("predict", run.toString(), input.toString(), "--on-error=skip");
    assertThat(skip.code()).as(skip.err()).isZero();
    assertThat(skip.err()).contains("'\\x1b[31mEVIL\\x1b]0;pwned\\x07'").doesNotContain("\u001b");
  }

  /** As {@code | head} leaves it: what was left out until then is said all the same. */
  @Test
  void stopsWhenNobodyReadsTheLines() throws IOException {
    Path run = trainOnTable();
    Path input =
        write("new.csv", "x,shade\nfirst,dark\n" + "1,dark\n".repeat(60_000) + "last,dark\n");
    StringWriter err = new StringWriter();
    int code =
        new CommandLineInterface(
                new PrintWriter(new ClosedPipe(), true),
                new PrintWriter(err, true),
                Terminal.PLAIN,
                Interruption.none())
            .run("predict", run.toString(), input.toString(), "--on-error=skip");
    assertThat(code).isEqualTo(ExitCode.INPUT);
    assertThat(err.toString())
        .contains("skipped:", "'first'", "standard output cannot be written")
        .containsOnlyOnce("error: ")
        .doesNotContain("'last'");
  }

  private static final class ClosedPipe extends Writer {
    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      throw new IOException("Broken pipe");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void predictsEachRowInInputOrderWithoutALabelColumn() throws IOException {
    Path run = trainOnTable();
    Path input = write("new.csv", "other,shade,x\na,dark,-3\nb,light,3\nc,dark,\nd,unseen,2.5\n");
    CliRunner predict = CliRunner.run("predict", run.toString(), input.toString());
    assertThat(predict.code()).as(predict.err()).isZero();
    assertThat(predict.out()).startsWith("id,probability,label\n1,0.").endsWith("\n");
    assertThat(predict.err()).isEmpty();
    List<String> lines = predict.out().lines().skip(1).toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).endsWith(",\"no, never\"");
    assertThat(lines.get(1)).startsWith("2,0.").endsWith(",yes");
    assertThat(lines.get(3)).startsWith("4,0.").endsWith(",yes");
  }

  @Test
  void writesOneJsonObjectForEachRow() throws IOException {
    Path run = trainOnTable();
    Path input = write("new.csv", "x,shade,kind\n-3,dark,anything\n3,light,\n");
    CliRunner predict =
        CliRunner.run("predict", run.toString(), input.toString(), "--format=jsonl");
    assertThat(predict.code()).as(predict.err()).isZero();
    List<String> lines = predict.out().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.at("/id").intValue()).isEqualTo(1);
    assertThat(first.at("/probability").doubleValue()).isLessThan(0.5);
    assertThat(first.at("/label").textValue()).isEqualTo("no, never");
    assertThat(first.size()).isEqualTo(3);
  }

  /** The predictions are those that the metrics are about. */
  @Test
  void agreesWithTheMetricsOfTheSameRows() throws IOException {
    Path run = trainOnTable();
    Path data = folder.resolve("train.csv");
    CliRunner predict = CliRunner.run("predict", run.toString(), data.toString());
    CliRunner evaluate =
        CliRunner.run("evaluate", run.toString(), data.toString(), "--format=json");
    List<String> truth =
        Files.readAllLines(data).stream()
            .skip(1)
            .map(l -> l.endsWith("yes") ? "yes" : "no")
            .toList();
    List<String> lines = predict.out().lines().skip(1).toList();
    double loss = 0;
    int right = 0;
    for (int i = 0; i < truth.size(); i++) {
      double p = Double.parseDouble(lines.get(i).split(",", -1)[1]);
      boolean yes = truth.get(i).equals("yes");
      loss -= Math.log(yes ? p : 1 - p) / truth.size();
      right += lines.get(i).endsWith(",yes") == yes ? 1 : 0;
    }
    JsonNode metrics = new ObjectMapper().readTree(evaluate.out()).at("/metrics");
    assertThat(metrics.at("/log_loss").doubleValue()).isCloseTo(loss, within(1e-12));
    assertThat(metrics.at("/accuracy").doubleValue()).isEqualTo(right / (double) truth.size());
  }

  @Test
  void namesTheCellThatIsNoNumberOrSkipsItsRow() throws IOException {
    Path run = trainOnTable();
    Path input = write("new.csv", "x,shade\n1,dark\nmany,dark\n1e300,dark\n-1,light\n");
    CliRunner fail = CliRunner.run("predict", run.toString(), input.toString());
    assertThat(fail.code()).isEqualTo(ExitCode.INPUT);
    assertThat(fail.out()).isEmpty();
    assertThat(fail.err()).contains("new.csv:3", "column 'x'", "'many'", "--on-error skip");
    CliRunner skip = CliRunner.run("predict", run.toString(), input.toString(), "--on-error=skip");
    assertThat(skip.code()).as(skip.err()).isZero();
    assertThat(skip.out().lines().map(line -> line.split(",")[0])).containsExactly("id", "1", "4");
    assertThat(skip.err().lines()).hasSize(2).anyMatch(line -> line.contains("new.csv:4"));
  }

  @Test
  void refusesATableWithoutAColumnThatTheModelNeeds() throws IOException {
    Path run = trainOnTable();
    Path input = write("new.csv", "shade\ndark\n");
    CliRunner predict = CliRunner.run("predict", run.toString(), input.toString());
    assertThat(predict.code()).isEqualTo(ExitCode.INPUT);
    assertThat(predict.err()).contains("new.csv:1", "has no column 'x'");
  }

  @Test
  void givesAProbabilityForEachOfSeveralClasses() {
    Path run = TrainedRuns.on("iris", folder.resolve("run"), "--head=softmax", "--epochs=40");
    CliRunner predict = CliRunner.run("predict", run.toString(), "iris");
    assertThat(predict.code()).as(predict.err()).isZero();
    List<String> lines = predict.out().lines().toList();
    assertThat(lines).hasSize(151);
    assertThat(lines.get(0)).isEqualTo("id,label,p_setosa,p_versicolor,p_virginica");
    String[] first = lines.get(1).split(",");
    assertThat(first[1]).isEqualTo("setosa");
    double sum = 0;
    for (int k = 2; k < first.length; k++) {
      sum += Double.parseDouble(first[k]);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void givesAProbabilityForEachLabelAndThoseThatHold() throws IOException {
    StringBuilder text = new StringBuilder("x,warm,wet\n");
    for (int i = 0; i < 80; i++) {
      int warm = i % 2;
      int wet = i / 2 % 2;
      text.append(2 * warm - wet + 0.01 * (i % 5)).append("," + warm + "," + wet + "\n");
    }
    Path data = write("weather.csv", text.toString());
    Path run =
        TrainedRuns.on(
            data.toString(),
            folder.resolve("run"),
            "--head=sigmoid",
            "--labels=warm,wet",
            "--epochs=100");
    Path input = write("new.csv", "x\n2\n-1\n");
    CliRunner csv = CliRunner.run("predict", run.toString(), input.toString());
    assertThat(csv.code()).as(csv.err()).isZero();
    assertThat(csv.out()).startsWith("id,label,p_warm,p_wet\n1,warm,0.");
    CliRunner json = CliRunner.run("predict", run.toString(), input.toString(), "--format=jsonl");
    JsonNode cold = new ObjectMapper().readTree(json.out().lines().toList().get(1));
    assertThat(cold.at("/label").isArray()).isTrue();
    assertThat(cold.at("/p_warm").doubleValue()).isLessThan(0.5);
  }

  @Test
  void predictsTheRowsOfABundledDataSet() {
    Path run =
        TrainedRuns.on(
            "breast-cancer", folder.resolve("run"), "--head=softmax", "--model=logistic");
    CliRunner predict = CliRunner.run("predict", run.toString(), "breast-cancer");
    assertThat(predict.code()).as(predict.err()).isZero();
    assertThat(predict.out().lines()).hasSize(570);
    CliRunner images = CliRunner.run("predict", run.toString(), folder.toString());
    assertThat(images.code()).isEqualTo(ExitCode.INPUT);
    assertThat(images.err()).contains("trained on a table");
  }

  @Test
  void predictsImagesAtAnyDepthByTheirPath() throws IOException {
    Path data = folder.resolve("pictures");
    for (int i = 0; i < 12; i++) {
      picture(data.resolve("black/" + i + ".png"), 10 * i);
      picture(data.resolve("white/" + i + ".png"), 255 - 10 * i);
    }
    Path run =
        TrainedRuns.on(data.toString(), folder.resolve("run"), "--head=sigmoid", "--epochs=2");
    Path input = folder.resolve("new");
    picture(input.resolve("b.png"), 0);
    picture(input.resolve("deep/er/a.png"), 255);
    Files.writeString(input.resolve("deep/broken.png"), "no picture");
    CliRunner fail = CliRunner.run("predict", run.toString(), input.toString());
    assertThat(fail.code()).isEqualTo(ExitCode.INPUT);
    assertThat(fail.err()).contains("deep/broken.png", "--on-error skip");
    CliRunner skip = CliRunner.run("predict", run.toString(), input.toString(), "--on-error=skip");
    assertThat(skip.code()).as(skip.err()).isZero();
    assertThat(skip.out().lines().map(line -> line.split(",")[0]))
        .containsExactly("id", "b.png", "deep/er/a.png");
    assertThat(skip.err()).contains("skipped: deep/broken.png");
    CliRunner one =
        CliRunner.run("predict", run.toString(), input.resolve("deep/er/a.png").toString());
    assertThat(one.out().lines().toList().get(1))
        .isEqualTo(skip.out().lines().toList().get(2).replace("deep/er/", ""));
    CliRunner all = CliRunner.run("predict", run.toString(), data.toString());
    assertThat(all.out().lines()).hasSize(25).anyMatch(line -> line.startsWith("black/0.png,"));
  }

  private Path trainOnTable() throws IOException {
    StringBuilder text = new StringBuilder("x,shade,kind\n");
    for (int i = 0; i < 60; i++) {
      boolean yes = i % 2 == 1;
      text.append((yes ? 1 : -1) * (0.2 + i % 7))
          .append(i % 3 == 0 ? ",dark," : ",light,")
          .append(yes ? "yes\n" : "\"no, never\"\n");
    }
    Path data = write("train.csv", text.toString());
    return TrainedRuns.on(
        data.toString(),
        folder.resolve("run"),
        "--head=sigmoid",
        "--model=logistic",
        "--label=kind",
        "--epochs=60");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void picture(Path file, int grey) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(14, 14, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 14 * 14; i++) {
      image.getRaster().setSample(i % 14, i / 14, 0, Math.max(0, grey - i % 14));
    }
    ImageIO.write(image, "png", file.toFile());
  }
}
