package io.twinhead.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DataRulesTest {
  private static final String BINARY = "label: y";

  @TempDir private Path folder;

  /** Code, table, settings, head, and words of the message. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "TH101",
            table("x,a,b", i -> noise(i) + (i == 3 ? ",1,1" : i % 2 == 0 ? ",1,0" : ",0,1")),
            "labels: [a, b]",
            "softmax",
            "row 4 'a' and 'b' hold"),
        arguments(
            "TH101",
            table("x,a,b", i -> noise(i) + (i == 6 ? ",0,0" : i % 2 == 0 ? ",1,0" : ",0,1")),
            "labels: [a, b]",
            "softmax",
            "row 7 no label holds"),
        arguments(
            "TH102",
            table("x,y", i -> noise(i) + "," + "pqr".charAt(i % 3)),
            BINARY,
            "sigmoid",
            "3 classes"),
        arguments(
            "TH102",
            table("x,a,b,c", i -> noise(i) + List.of(",1,0,0", ",0,1,0", ",0,0,1").get(i % 3)),
            "labels: [a, b, c]",
            "sigmoid",
            "3 classes"),
        arguments("TH103", labelled("-1", "1"), BINARY, null, "-1 is read as 0 and 1 as 1"),
        arguments("TH103", labelled("1", "2"), BINARY, null, "1 is read as 0 and 2 as 1"),
        arguments("TH103", labelled("1.0", "2.0"), BINARY, null, "1 is read as 0 and 2 as 1"),
        arguments("TH104", labelled("no", "yes"), "label: y, positive: no", null, "is 'no'"),
        arguments("TH104", labelled("0", "1"), "label: y, positive: 0", null, "is '0'"),
        arguments(
            "TH104", labelled("ill", "not ill"), "label: y, positive: not ill", null, "'not ill'"),
        arguments(
            "TH104",
            table("x,y", i -> noise(i) + (i % 4 == 0 ? ",faulty" : ",normal")),
            "label: y, positive: normal",
            null,
            "is 'normal'"),
        arguments(
            "TH105",
            table("x,y", i -> noise(i) + ",yes"),
            BINARY,
            null,
            "every row of the label column 'y' is 'yes'"),
        arguments(
            "TH107",
            table("x,y", i -> noise(i / 2) + (i % 4 < 2 ? ",p" : ",q")),
            BINARY,
            null,
            "30 of 60"),
        arguments(
            "TH108",
            table("x,after,y", i -> noise(i) + (i % 2 == 0 ? ",7.5,p" : ",-" + noise(i) + ",q")),
            BINARY,
            null,
            "do not overlap"),
        arguments(
            "TH108",
            table("x,paid,y", i -> noise(i) + (i % 2 == 0 ? ",,p" : "," + noise(i) + ",q")),
            BINARY,
            null,
            "do not overlap"),
        arguments(
            "TH108",
            table("x,state,y", i -> noise(i) + List.of(",won,p", ",lost,q", ",gone,q").get(i % 3)),
            BINARY,
            null,
            "each of its words goes with one class"),
        arguments(
            "TH109",
            table("x,y", i -> noise(i) + (i < 4 ? ",r" : i % 2 == 0 ? ",p" : ",q")),
            "label: y",
            "softmax",
            "'r' has 4 rows"),
        arguments(
            "TH110",
            table("x,y", i -> noise(i) + (i % 12 == 0 ? ",p" : ",q")),
            BINARY,
            null,
            "'p' is 8.3 % of 60 rows"),
        arguments(
            "TH110",
            table("x,a,b", i -> noise(i) + (i % 2 == 0 ? ",1" : ",0") + (i == 4 ? ",1" : ",0")),
            "labels: [a, b]",
            "sigmoid",
            "'b' (1)"),
        arguments(
            "TH111",
            table("x,c,y", i -> noise(i) + ",3" + (i % 2 == 0 ? ",p" : ",q")),
            BINARY,
            null,
            "every row: c"),
        arguments(
            "TH112",
            table(
                "x,customerId,y", i -> noise(i) + "," + (i * 37 % 61) + (i % 2 == 0 ? ",p" : ",q")),
            BINARY,
            null,
            "60 different whole numbers in 60 rows"),
        arguments(
            "TH112",
            table("x,n,y", i -> noise(i) + "," + (i + 5) + (i % 2 == 0 ? ",p" : ",q")),
            BINARY,
            null,
            "60 different whole numbers"),
        arguments(
            "TH112",
            table("x,who,y", i -> noise(i) + ",w" + i + (i % 2 == 0 ? ",p" : ",q")),
            BINARY,
            null,
            "60 different words"),
        arguments(
            "TH113",
            table("x,w,y", i -> noise(i) + ",0" + (i % 2 == 0 ? ",p" : ",q")),
            "label: y, weight: w",
            null,
            "all weights are 0"),
        arguments(
            "TH113",
            table("x,w,y", i -> noise(i) + (i % 2 == 0 ? ",0,p" : ",1,q")),
            "label: y, weight: w",
            null,
            "30 rows of class 'p'"));
  }

  private static String labelled(String even, String odd) {
    return table("x,y", i -> noise(i) + "," + (i % 2 == 0 ? even : odd));
  }

  private static String table(String header, IntFunction<String> row) {
    return header
        + "\n"
        + IntStream.range(0, 60).mapToObj(row).map(r -> r + "\n").collect(Collectors.joining());
  }

  /** Different for each row, above 0, and the same for the classes. */
  private static String noise(int row) {
    return String.format(
        Locale.ROOT, "%.6f", 1.5 + Math.sin(row * 1.7 + 0.3) * Math.cos(row * 0.9));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void catchesEachMistakeByItsCodeAlone(
      String code, String table, String config, @Nullable String head, String message)
      throws IOException {
    List<Finding> findings = lint(table, config, head);
    assertThat(findings).extracting(Finding::code).containsExactly(code);
    assertThat(findings.get(0).message()).contains(message).doesNotContain("null");
    assertThat(findings.get(0).where()).contains("table");
  }

  static Stream<Arguments> soundData() {
    return Stream.of(
        arguments(labelled("no", "yes"), BINARY, "sigmoid"),
        arguments(labelled("0", "1"), BINARY, "softmax"),
        arguments(labelled("false", "true"), BINARY, "softmax"),
        arguments(labelled("normal", "faulty"), "label: y, positive: normal", "sigmoid"),
        arguments(table("x,y", i -> noise(i) + "," + "pqr".charAt(i % 3)), BINARY, "softmax"),
        arguments(
            table("x,a,b", i -> noise(i) + (i % 3 == 0 ? ",1" : ",0") + (i % 2 == 0 ? ",1" : ",0")),
            "labels: [a, b]",
            "sigmoid"),
        arguments(
            table("x,a,b", i -> noise(i) + (i % 2 == 0 ? ",1,0" : ",0,1")),
            "labels: [a, b]",
            "softmax"));
  }

  @ParameterizedTest
  @MethodSource("soundData")
  void leavesSoundDataAlone(String table, String config, String head) throws IOException {
    assertThat(lint(table, config, head)).isEmpty();
  }

  @Test
  void countsRowsThatAGivenSplitHasOnBothSides() throws IOException {
    Files.writeString(
        folder.resolve("train.csv"), table("x,y", i -> noise(i) + (i % 2 == 0 ? ",p" : ",q")));
    Files.writeString(
        folder.resolve("test.csv"), table("x,y", i -> noise(i + 57) + (i % 2 == 0 ? ",q" : ",p")));
    Files.writeString(
        folder.resolve("dataset.yaml"),
        "name: both\nformat: csv\nfiles: {train: train.csv, test: test.csv}\nlabel: y\n");
    List<Finding> findings = Linter.data(folder, DataConfig.EMPTY, null, null).findings();
    assertThat(findings).extracting(Finding::code).containsExactly("TH106");
    assertThat(findings.get(0).message())
        .contains("3 of 60 rows")
        .contains("row 61, a copy of row 58");
  }

  @Test
  void findsTheSamePictureInTrainingAndTest() throws IOException {
    for (String place : List.of("train/a", "train/b", "test/a", "test/b")) {
      Path directory = Files.createDirectories(folder.resolve(place));
      for (int i = 0; i < 3; i++) {
        byte[] pixels = new byte[6 * 5];
        new SplittableRandom(10L * place.hashCode() + i).nextBytes(pixels);
        Files.write(directory.resolve(i + ".png"), new Picture(6, 5, 1, pixels).png());
      }
    }
    Files.copy(folder.resolve("train/b/1.png"), folder.resolve("test/b/copy.png"));
    List<Finding> findings = Linter.data(folder, DataConfig.EMPTY, null, null).findings();
    assertThat(findings).extracting(Finding::code).containsExactly("TH106");
    assertThat(findings.get(0).message())
        .contains("1 of 7 images")
        .contains("test/b/copy.png, a copy of train/b/1.png");
  }

  @Test
  void asksForAsManyRowsOfAClassAsThereAreFolds() throws IOException {
    String table = table("x,y", i -> noise(i) + (i < 7 ? ",r" : i % 2 == 0 ? ",p" : ",q"));
    Path file = Files.writeString(folder.resolve("table.csv"), table);
    DataConfig config = Yaml.parse("test", "{label: y}", DataConfig.class);
    assertThat(Linter.data(file, config, null, 7).findings()).isEmpty();
    assertThat(Linter.data(file, config, null, 8).findings())
        .extracting(Finding::code, Finding::remedy)
        .containsExactly(tuple("TH109", "use --folds 7 or fewer, or add rows of it"));
  }

  @Test
  void leavesMistakesOfOtherKindsToTheReader() throws IOException {
    Path file = Files.writeString(folder.resolve("table.csv"), "x,y\n1,2,3\n");
    assertThatThrownBy(() -> Linter.data(file, DataConfig.EMPTY, null, null))
        .isInstanceOf(InputException.class);
  }

  private List<Finding> lint(String table, String config, @Nullable String head)
      throws IOException {
    Path file = Files.writeString(folder.resolve("table.csv"), table);
    DataConfig said = Yaml.parse("test", "{" + config + "}", DataConfig.class);
    return Linter.data(file, said, head, null).findings();
  }
}
