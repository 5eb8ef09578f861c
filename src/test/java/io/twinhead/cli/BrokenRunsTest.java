package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.model.ModelArchive;
import io.twinhead.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents of a run that say what cannot be: refused by name, never as a bug of the program. */
class BrokenRunsTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws IOException {
    StringBuilder table = new StringBuilder("x,colour,kind\n");
    for (int i = 0; i < 60; i++) {
      table.append("%d,%s,%s%n".formatted(i, i % 3 == 0 ? "red" : "blue", i < 30 ? "no" : "yes"));
    }
    Path data = Files.writeString(folder.resolve("data.csv"), table);
    TrainedRuns.on(
        data.toString(),
        folder.resolve("run"),
        "--head=sigmoid",
        "--model=logistic",
        "--label=kind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          head.json          | "sigmoid"               | "tanh"                     | tanh
          head.json          | "sigmoid"               | null                       | head is missing
          head.json          | "head"                  | "heads"                    | head is missing
          head.json          | "logit"                 | "cauchit"                  | cauchit
          head.json          | "head" : "sigmoid"      | "head" : "softmax", "task" : "multilabel" | task
          head.json          | "sigmoid",\\s+"task" : "binary" | "softmax", "task" : "multilabel" | no task multilabel
          head.json          | "sigmoid"[^}]+?"logit"  | "softmax", "task" : "binary", "link" : "probit" | link probit
          head.json          | "binary"                | "multiclass"               | 2 labels do not make
          head.json          | \\[[^]]+]               | [ "yes" ]                  | 1 labels do not make
          head.json          | \\[[^]]+]               | [ "no", null ]             | head.json
          head.json          | \\[[^]]+]               | [ "yes", "yes" ]           | name one twice
          head.json          | "positive" : "yes"      | "positive" : "no"          | not the second label
          head.json          | "objective" : "default" | "objective" : null         | objective is missing
          head.json          | "objective" : "default" | "objective" : "beauty"     | beauty
          head.json          | "value" : 0.5           | "value" : 0.7              | not the same point
          head.json          | "method" : "none"       | "method" : "temperature", "temperature" : -1 | above 0
          head.json          | "method" : "none"       | "method" : "sequence"      | head.json
          head.json          | "method" : "none"       | "method" : "java.lang.Object" | java.lang.Object
          trunk.yaml         | iterations: \\d+        | iterations: -1             | iterations = -1
          trunk.yaml         | (?m)^epochs: \\d+       | epochs: -2                 | epochs = -2
          trunk.yaml         | (?m)^- 3                | - 0                        | input = 0
          trunk.yaml         | (?m)^- 3                | - 3\\n- 3                  | input = [3, 3]
          preprocessing.json | (?s)"categorical" : .+] | "categorical" : [ ]   | put together from
          preprocessing.json | "kind" : "table"        | "kind" : "audio"           | audio
          preprocessing.json | "scaling" : "[a-z]+"    | "scaling" : null           | scaling is missing
          preprocessing.json | "column" : "x"          | "column" : null            | column is missing
          preprocessing.json | "column" : "x"          | "column" : "colour"        | 'colour' is there twice
          preprocessing.json | "scale" : [^,\\s}]+     | "scale" : -1               | scale = -1
          preprocessing.json | \\[ "blue", "red" ]     | [ "red", "red" ]           | name one twice
          preprocessing.json | \\[ "blue", "red" ]     | null                       | categories are missing
          run.json           | "schema" : 1            | "schema" : 2               | schema 2
          run.json           | "sha256" : "[0-9a-f]+"  | "sha256" : null            | sha256 is missing
          run.json           | (?s)("split".+?"sha256" : ")[0-9a-f]+ | $10abc | as many in each part, but others
          run.json           | ("split" : \\{\\s+"seed" : )-?\\d+ | $177      | as many in each part, but others
          run.json           | "train" : \\d+          | "train" : 7                | cannot be divided as they were
          run.json           | "validation_share"      | "fold" : 1, "folds" : 1, "validation_share" | does not exist
          run.json           | "validation_share"      | "fold" : 3, "validation_share" | does not exist
          run.json           | "validation_share" : [^,\\s}]+ | "validation_share" : 2 | not in [0, 1)
          """)
  void areRefused(String document, String pattern, String instead, String said) throws IOException {
    Path run = folder.resolve("broken");
    Files.createDirectories(run);
    for (String file : new String[] {"config.yaml", "run.json", "metrics.jsonl", "model.zip"}) {
      Files.write(run.resolve(file), Files.readAllBytes(folder.resolve("run").resolve(file)));
    }
    Path model = folder.resolve("run/model.zip");
    boolean inside = !document.equals("run.json");
    String text =
        inside
            ? new ModelArchive(model).document(document)
            : Files.readString(run.resolve(document));
    String broken = text.replaceFirst(pattern, instead.replace("\\n", "\n"));
    assertThat(broken).as("the pattern occurs").isNotEqualTo(text);
    if (inside) {
      Files.delete(run.resolve("model.zip"));
      ModelFile.copy(model, run.resolve("model.zip"), Map.of(document, broken));
    } else {
      Files.writeString(run.resolve(document), broken);
    }
    CliRunner refused = CliRunner.run("calibrate", run.toString());
    assertThat(refused.err()).contains(inside ? document : run.toString(), said);
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT);
  }
}
