package io.twinhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.comparison.Verdict;
import io.twinhead.evaluation.Metric;
import io.twinhead.training.Judgement;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleReportTest {
  private static final Style PLAIN = new Style(false);
  private static final Pattern ESCAPE_CODES = Pattern.compile("\u001b\\[\\d+m");

  private static final String LONG_REASON =
      "No winner yet: log loss differs by 0.0143, which these runs can neither tell from chance (p ="
          + " 0.21) nor call smaller than the 0.02 that would matter (90 % interval -0.005 to"
          + " +0.0335); add --seeds or data, and until then take sigmoid, the simpler one.";

  @ParameterizedTest
  @EnumSource(Verdict.Kind.class)
  void beginsWithTheVerdictAndFitsTheWidth(Verdict.Kind kind) {
    String report = plain(new ComparisonBuilder().verdict(kind, "softmax", LONG_REASON));
    assertThat(report.replace('\n', ' ')).startsWith(LONG_REASON);
    assertThat(report.lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-300, 1e-9, 0.00005, 9.99996, 99.99996, 999999.6, 1234567, 3.4e38})
  void fitsTheWidthWithExtremeValues(double value) {
    ComparisonBuilder builder = new ComparisonBuilder().seconds(value);
    for (Metric metric : Metric.of(Metric.Kind.BINARY)) {
      builder.metric(metric, -value, -value, value);
    }
    assertThat(plain(builder).lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "two words ", "é", "a-b_c."})
  void fitsTheWidthWithLongNames(String part) {
    String dataset = part.repeat(60).substring(0, 60);
    String positive = part.repeat(40).substring(0, 40);
    ComparisonBuilder builder =
        new ComparisonBuilder()
            .dataset(dataset, positive)
            .undefined(Metric.F1, "no row is predicted " + positive)
            .verdict(Verdict.Kind.UNDECIDED, "either", LONG_REASON + positive.repeat(5));
    assertThat(plain(builder).lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void keepsItsColumnsAlignedWhateverTheValues(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ComparisonBuilder builder = new ComparisonBuilder();
    for (Metric metric : Metric.of(Metric.Kind.BINARY)) {
      double size = Math.pow(10, random.nextDouble(-12, 12));
      builder.metric(metric, random.nextDouble(-1, 1) * size, random.nextDouble(-1, 1), size);
    }
    List<String> lines = plain(builder).lines().filter(l -> l.endsWith("0.0034")).toList();
    assertThat(lines).hasSize(Metric.of(Metric.Kind.BINARY).size());
    assertThat(lines).extracting(line -> line.indexOf('[')).containsOnly(lines.get(0).indexOf('['));
    assertThat(lines).extracting(line -> line.indexOf(']')).containsOnly(lines.get(0).indexOf(']'));
    assertThat(lines).extracting(String::length).containsOnly(lines.get(0).length());
  }

  @Test
  void isAFewLinesOfAscii() {
    String report = plain(new ComparisonBuilder());
    assertThat(report).isASCII().endsWith("\n");
    assertThat(report.lines()).hasSizeLessThanOrEqualTo(30);
  }

  @Test
  void showsTheMetricsWithThePrimaryOneMarked() {
    String report = plain(new ComparisonBuilder().metric(Metric.LOG_LOSS, 0.0812, -0.0012, 0.0034));
    assertThat(report)
        .containsPattern(
            "log_loss \\* +0\\.0812 0\\.0123 +0\\.0800 0\\.0131 +-0\\.0012 \\[-0\\.0046,"
                + " \\+0\\.0022] +0\\.02 +yes +0\\.0034\n")
        .doesNotContain("roc_auc *");
    assertThat(Metric.of(Metric.Kind.BINARY))
        .allMatch(metric -> report.contains("\n" + metric.key() + " "));
  }

  @Test
  void saysWhyAValueIsMissing() {
    String report =
        plain(
            new ComparisonBuilder()
                .undefined(Metric.PRECISION, "no row is predicted positive")
                .undefined(Metric.F1, "no row is predicted positive"));
    assertThat(report)
        .containsPattern("precision +- +- +- +- +- +- +0\\.02 +- +-\n")
        .containsOnlyOnce(
            "- precision (sigmoid, softmax), f1 (sigmoid, softmax): no row is predicted positive\n");
  }

  @Test
  void coloursOnlyWhenAskedAndThenTheSameText() {
    ComparisonBuilder builder =
        new ComparisonBuilder()
            .judged(Judgement.Kind.STUCK_AT_BASELINE, Judgement.Kind.STUCK_AT_BASELINE);
    String plain = plain(builder);
    String coloured = ConsoleReport.of(builder.comparison(), builder.outcomes(), new Style(true));
    assertThat(plain).doesNotContain("\u001b");
    assertThat(coloured).startsWith("\u001b[1mUse either head");
    assertThat(ESCAPE_CODES.matcher(coloured).replaceAll("")).isEqualTo(plain);
  }

  @Test
  void givesTheBaselineAndHowTheTrainingsWent() {
    assertThat(plain(new ComparisonBuilder()))
        .contains("log loss 0.5623 (always answering the positives' share, 25.0 %")
        .contains("ln 2 = 0.6931")
        .contains(
            "sigmoid: 14 learn, 1 learn then overfit; softmax: 14 learn, 1 learn then overfit")
        .doesNotContain("Warning");
  }

  @Test
  void warnsOfAHeadThatIsMostlyStuck() {
    String report =
        plain(
            new ComparisonBuilder()
                .judged(Judgement.Kind.LEARNS, Judgement.Kind.STUCK_AT_BASELINE));
    assertThat(report.replaceAll("\\s+", " "))
        .contains(" Warning: most softmax trainings are stuck at the baseline")
        .contains("softmax: 1 learn then overfit, 14 stuck at the baseline");
  }

  @Test
  void abridgesTheDecisionsOfManySeeds() {
    assertThat(plain(new ComparisonBuilder().design(20, 5)).replaceAll("\\s+", " "))
        .contains("3/5 (p 0.73), and 16 more;");
  }

  @Test
  void tellsFoldsFromAGivenTestPart() {
    assertThat(plain(new ComparisonBuilder()).replace('\n', ' '))
        .contains("each head trained 15 times on the same splits (3 seeds x 5 folds)");
    assertThat(plain(new ComparisonBuilder().design(1, 1)).replace('\n', ' '))
        .contains("each head trained 1 time, tested on the data set's own test part");
  }

  @Test
  void letsNoControlCharactersThrough() {
    assertThat(plain(new ComparisonBuilder().dataset("a\u001b[31mb\u202e\n", "yes\r")))
        .contains("a?[31mb??: 569 rows, positive class yes?;");
  }

  private static String plain(ComparisonBuilder builder) {
    return ConsoleReport.of(builder.comparison(), builder.outcomes(), PLAIN);
  }
}
