package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's mistake: the right exit code, a message with place and remedy, and nothing written. */
class MistakesTest {
  @TempDir Path folder;

  private Path out;

  @BeforeEach
  void writeFiles() throws IOException {
    out = folder.resolve("out");
    write("good.csv", "a,b,y\n" + "1,2,yes\n3,4,no\n".repeat(10));
    write("oneclass.csv", "a,y\n1,yes\n2,yes\n3,yes\n");
    write("ragged.csv", "a,b,y\n1,2,yes\n3,no\n");
    write("infinity.csv", "a,y\n1,yes\ninf,no\n2,yes\n");
    write("empty.csv", "");
    write("header.csv", "a,b,y\n");
    write("three.csv", "a,y\n1,p\n2,q\n3,r\n4,p\n5,q\n6,r\n");
    write("labels.csv", "a,p,q\n1,1,0\n2,1,1\n3,0,1\n4,0,0\n");
    write("onehot.csv", "a,p,q\n1,1,0\n2,0,1\n3,0,1\n4,1,0\n");
    Files.write(folder.resolve("junk.csv"), new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xfe, 0, 7});
    write("notgz.csv.gz", "a,y\n1,2\n");
    write("typo.yaml", "training:\n  epoch: 3\n");
    write("kernels.yaml", "training:\n  kernels: foo\n");
    write("metric.yaml", "evaluation:\n  primary: logloss\n");
    write(
        "model.yaml",
        "name: m\nlayers: [{dense: {unit: 3}}]\nupdater: {sgd: {learning-rate: 1}}\n");
    Files.createDirectories(folder.resolve("data"));
    write("data/dataset.yaml", "name: d\nfiles: d.csv\nlable: y\n");
    Files.createDirectories(folder.resolve("nothing"));
    Files.createDirectories(folder.resolve("full"));
    write("full/thesis.tex", "mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "none.csv --label y                 | none.csv          | no such file",
        "good.csv --label z                 | good.csv          | 'z'",
        "breast-cancr                       | breast-cancr      | did you mean 'breast-cancer'?",
        "good.csv                           | good.csv          | --label",
        "oneclass.csv --label y             | oneclass.csv      | one class",
        "ragged.csv --label y               | ragged.csv:3      | 2",
        "infinity.csv --label y             | infinity.csv:3    | infinity",
        "empty.csv --label y                | empty.csv         | empty",
        "header.csv --label y               | header.csv        | row",
        "three.csv --label y                | three             | --folds 2",
        "three.csv --label y --task binary  | three.csv         | 3 classes",
        "good.csv --label y --task multiclass | good.csv        | two classes",
        "three.csv --label y --primary f1   | 'f1'              | macro_f1",
        "three.csv --label y --margin f1=0.1 | 'f1'             | macro_f1",
        "three.csv --label y --mode matched | mode = matched    | --mode naive",
        "labels.csv --labels p,q            | row 2             | train --head sigmoid",
        "onehot.csv --labels p,q --task multilabel | onehot: | leave the task out",
        "junk.csv --label y                 | junk.csv          | text",
        "notgz.csv.gz --label y             | notgz.csv.gz      | gzip",
        "good.csv --label y --config typo.yaml   | typo.yaml:2:3 | did you mean 'epochs'?",
        "good.csv --label y --config metric.yaml | metric.yaml   | unknown metric 'logloss'",
        "good.csv --label y --config kernels.yaml | kernels.yaml:2: | one of auto, nd4j",
        "good.csv --label y --config none.yaml   | none.yaml     | no such file",
        "good.csv --label y --model model.yaml   | model.yaml:2: | did you mean 'units'?",
        "good.csv --label y --model dense-smal   | dense-smal    | did you mean 'dense-small'?",
        "good.csv --label y --model none.yaml    | none.yaml     | no such file",
        "data                               | dataset.yaml:3:1  | did you mean 'label'?",
        "nothing                            | nothing           | dataset.yaml",
        "good.csv --label y --folds 11      | 11                | --folds",
        "good.csv --label y --positive maybe | 'maybe'          | yes",
        "good.csv --label y --drop c        | 'c'               | column",
        "good.csv --label y --weight b --out full | full         | name another place",
        "good.csv --label y --overwrite --out full | full        | leaves it alone",
        "good.csv --label y --out good.csv       | good.csv      | not a directory",
        "good.csv --label y --out /proc/nowhere  | /proc/nowhere | cannot be written",
      })
  void badInputEndsWithThree(String args, String place, String remedy) {
    assertMistake(ExitCode.INPUT, args, place, remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "good.csv --label y --epochs 0        | epochs = 0            | at least 1",
        "good.csv --label y --folds 1         | folds = 1             | at least 2",
        "good.csv --label y --seeds 1000000000 | seeds = 1000000000 | at most 1000",
        "good.csv --label y --epochs many     | --epochs              | many",
        "good.csv --label y --epohcs 3        | --epohcs              | --epochs",
        "good.csv --label y --primary logloss | logloss               | log_loss",
        "good.csv --label y --margin brier=-1 | brier                 | positive",
        "good.csv --label y --margin nope=1   | nope                  | known",
        "good.csv --label y --mode fair       | --mode                | naive, matched, both",
        "good.csv --label y --engine warp     | --engine              | compiled, reference",
        "good.csv --label y --kernels foo     | --kernels             | auto, nd4j",
        "good.csv --label y --convolution fft | --convolution         | auto, direct",
        "good.csv --label y --threads 0x      | --threads             | 0x",
        "good.csv --label y --threads 0       | threads = 0           | at least 1",
        "good.csv --label y --labels a,b      | label                 | labels",
        "good.csv --label                     | --label               | parameter",
        "good.csv other.csv --label y         | other.csv             | --help",
        "--label y                            | DATASET               | breast-cancer",
      })
  void aWrongCommandLineEndsWithTwo(String args, String place, String remedy) {
    assertMistake(ExitCode.USAGE, args, place, remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"compair", "--nonsense", ""})
  void namesTheCommands(String argument) {
    CliRunner run = argument.isEmpty() ? CliRunner.run() : CliRunner.run(argument);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out() + run.err()).contains("compare").doesNotContain("\tat ");
  }

  @Test
  void showsAStackTraceOnlyWhenAsked() {
    CliRunner run = compare("none.csv --label y --debug");
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).contains("\tat io.twinhead");
  }

  private void assertMistake(int code, String args, String place, String remedy) {
    CliRunner run = compare(args);
    assertThat(run.err()).contains(place).contains(remedy).doesNotContain("\tat ");
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
    assertThat(out).doesNotExist();
    assertThat(folder.resolve("full")).isDirectoryContaining("glob:**thesis.tex");
  }

  private CliRunner compare(String args) {
    List<String> words = new ArrayList<>(List.of("compare"));
    for (String word : args.split(" ", -1)) {
      boolean file = Files.exists(folder.resolve(word)) || word.startsWith("none.");
      words.add(file ? folder.resolve(word).toString() : word);
    }
    if (!words.contains("--out")) {
      words.addAll(List.of("--out", out.toString()));
    }
    return CliRunner.run(words.toArray(String[]::new));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }
}
