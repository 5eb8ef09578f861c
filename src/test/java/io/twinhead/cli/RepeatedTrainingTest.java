package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same settings and seed give the same training to the bit, through the command line. */
class RepeatedTrainingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TIMES = List.of("samples_per_second", "seconds", "idle");
  private static final String IMAGES =
      "clipart-animals-vs-food --model=tiny-cnn --image-size=16 --epochs=2 ";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "breast-cancer --epochs=3 --head=sigmoid",
        "breast-cancer --epochs=3 --head=softmax --engine=reference",
        "iris --epochs=3 --head=sigmoid --threads=2",
        "yeast --epochs=1 --head=sigmoid",
        IMAGES + "--head=sigmoid",
        IMAGES + "--head=softmax --threads=2",
        IMAGES + "--head=softmax --engine=reference"
      })
  void sameSeedGivesTheSameBytes(String said) throws IOException {
    Path first = train("first", said.split(" "));
    Path second = train("second", said.split(" "));
    assertSame(first, second);
    Path other = train("other", (said + " --seed=2").split(" "));
    assertThat(Files.readAllBytes(other.resolve("model.zip")))
        .isNotEqualTo(Files.readAllBytes(first.resolve("model.zip")));
    assertThat(history(other)).isNotEqualTo(history(first));
  }

  /** Head and data set too are in the file. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "breast-cancer --epochs=3 --head=softmax",
        "breast-cancer --epochs=3 --head=sigmoid --engine=reference --seed=7 --batch-size=20",
        "breast-cancer --epochs=4 --head=softmax --schedule=cosine --warmup=1 --clip-norm=1",
        "breast-cancer --epochs=3 --head=sigmoid --class-weight=balanced --prior-correction",
        "iris --epochs=3 --head=softmax --class-weight=setosa=2 --scaling=minmax",
        "yeast --epochs=1 --head=sigmoid --model=logistic",
        IMAGES + "--head=sigmoid --class-weight=balanced --learning-rate=0.01"
      })
  void theSavedSettingsRepeatTheTraining(String said) throws IOException {
    Path first = train("first", said.split(" "));
    assertSame(first, train("second", "--config=" + first.resolve("config.yaml")));
  }

  @Test
  void theSavedSettingsRepeatATrainingFromAnotherRun() throws IOException {
    Path start = train("start", "breast-cancer", "--head=sigmoid", "--epochs=2");
    Path first =
        train("first", "breast-cancer", "--head=softmax", "--epochs=2", "--init-from=" + start);
    assertSame(first, train("second", "--config=" + first.resolve("config.yaml")));
  }

  private static void assertSame(Path first, Path second) throws IOException {
    assertThat(history(second)).isEqualTo(history(first)).isNotEmpty();
    assertThat(record(second)).isEqualTo(record(first));
    assertThat(second.resolve("config.yaml")).hasSameTextualContentAs(first.resolve("config.yaml"));
    assertThat(second.resolve("model.zip")).hasSameBinaryContentAs(first.resolve("model.zip"));
  }

  private Path train(String name, String... said) {
    Path out = folder.resolve(name);
    List<String> args = new ArrayList<>(List.of("train", "--quiet", "--out=" + out));
    args.addAll(List.of(said));
    CliRunner run = CliRunner.run(args.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return out;
  }

  /** Lines as they are written, but for the numbers of the clock. */
  private static List<String> history(Path run) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      String without = line;
      for (String time : TIMES) {
        without = without.replaceFirst("\"%s\":[^,}]+".formatted(time), "");
      }
      assertThat(without).isNotEqualTo(line);
      lines.add(without);
    }
    return lines;
  }

  private static JsonNode record(Path run) throws IOException {
    ObjectNode record = (ObjectNode) JSON.readTree(Files.readString(run.resolve("run.json")));
    return record.without(List.of("seconds", "command"));
  }
}
