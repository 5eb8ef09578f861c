package io.twinhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.comparison.Verdict;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Metric;
import io.twinhead.run.Provenance;
import io.twinhead.training.Judgement;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final Provenance PROVENANCE = SamplePages.PROVENANCE;

  private static final String HOSTILE = "<script>alert('x')</script> & \"co\"\u0000";

  @ParameterizedTest
  @CsvSource({
    "EQUIVALENT, either, Either head will do",
    "BETTER, softmax, Use softmax",
    "UNDECIDED, either, Undecided"
  })
  void beginsWithTheVerdictInWords(Verdict.Kind kind, String head, String headline)
      throws Exception {
    Document page = page(new ComparisonBuilder().verdict(kind, head, "Because of this."));
    Element verdict = all(page, "section").get(0);
    assertThat(verdict.getTextContent()).contains(headline).contains("Because of this.");
  }

  @Test
  void hasLanguageTitleViewportAndBothColourSchemes() throws Exception {
    Document page = page(new ComparisonBuilder());
    assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    assertThat(text(page, "title")).isEqualTo("Sigmoid or softmax? breast-cancer");
    assertThat(all(page, "meta")).anyMatch(meta -> meta.getAttribute("name").equals("viewport"));
    assertThat(text(page, "style")).contains("color-scheme: light", "prefers-color-scheme: dark");
  }

  @Test
  void needsNothingFromElsewhere() throws Exception {
    Document page = parse(SamplePages.comparison());
    assertThat(List.of("link", "iframe", "object", "base", "form"))
        .allMatch(tag -> all(page, tag).isEmpty());
    assertThat(text(page, "style")).doesNotContain("url(", "@import");
    assertThat(all(page, "script")).noneMatch(script -> script.hasAttribute("src"));
    assertThat(all(page, "a")).allMatch(link -> link.getAttribute("href").startsWith("#"));
    assertThat(all(page, "img"))
        .isNotEmpty()
        .allMatch(img -> img.getAttribute("src").startsWith("data:image/png;base64,"));
    assertThat(all(page, "meta"))
        .anyMatch(meta -> meta.getAttribute("content").startsWith("default-src 'none';"));
  }

  @Test
  void givesNoTwoElementsTheSameIdAndLinksToOnesThatAreThere() throws Exception {
    Document page = parse(SamplePages.comparison());
    List<String> ids =
        all(page, "*").stream().map(e -> e.getAttribute("id")).filter(id -> !id.isEmpty()).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(all(page, "a"))
        .extracting(link -> link.getAttribute("href").substring(1))
        .hasSizeGreaterThan(5)
        .isSubsetOf(ids);
  }

  @Test
  void writesNamesFromTheDataAsText() throws Exception {
    ComparisonBuilder hostile =
        new ComparisonBuilder()
            .dataset(HOSTILE, HOSTILE)
            .undefined(Metric.F1, HOSTILE)
            .verdict(Verdict.Kind.UNDECIDED, "either", HOSTILE);
    String html =
        HtmlReport.of(
            hostile.comparison(),
            hostile.outcomes(),
            Optional.of(row -> new Exhibit(HOSTILE, Trainings.exhibit(row).png())),
            List.of(HOSTILE),
            HOSTILE,
            PROVENANCE,
            HOSTILE);
    Document page = parse(html);
    assertThat(all(page, "script")).hasSize(3);
    assertThat(html).doesNotContain("\u0000", "<script>alert");
    assertThat(text(page, "title")).endsWith("<script>alert('x')</script> & \"co\"");
    assertThat(all(page, "code"))
        .extracting(Element::getTextContent)
        .containsOnly("<script>alert('x')</script> & \"co\"");
    assertThat(all(page, "img"))
        .allMatch(img -> img.getAttribute("alt").startsWith("<script>alert('x')</script> & "));
  }

  @Test
  void givesEveryMetricARowWithItsIntervals() throws Exception {
    Document page = page(new ComparisonBuilder().metric(Metric.LOG_LOSS, 0.0812, -0.0012, 0.0034));
    Element table = all(page, "table").get(0);
    List<Element> rows = all((Element) table.getElementsByTagName("tbody").item(0), "tr");
    assertThat(rows).hasSize(Metric.of(Metric.Kind.BINARY).size());
    assertThat(rows.get(0).getTextContent())
        .contains("log loss", "primary", "0.0812", "0.0689 to 0.0935", "-0.0012")
        .contains("90 %: -0.0046 to 0.0022", "95 %: -0.0053 to 0.0029", "0.02", "yes", "0.0034");
    assertThat(IntStream.range(0, rows.size()))
        .allMatch(
            i ->
                all(rows.get(i), "th")
                    .get(0)
                    .getTextContent()
                    .startsWith(Metric.of(Metric.Kind.BINARY).get(i).title()));
  }

  @Test
  void namesTheRowsAndColumnsOfEveryTable() throws Exception {
    for (Element table : all(page(new ComparisonBuilder()), "table")) {
      assertThat(all(table, "caption")).hasSize(1);
      assertThat(all(table, "th"))
          .allMatch(th -> List.of("row", "col").contains(th.getAttribute("scope")))
          .noneMatch(th -> th.getTextContent().isBlank());
    }
  }

  @Test
  void saysWhyAMetricIsUndefined() throws Exception {
    Document page = page(new ComparisonBuilder().undefined(Metric.F1, "no positive rows at all"));
    assertThat(text(page, "main"))
        .containsOnlyOnce("f1 (sigmoid, softmax): no positive rows at all")
        .doesNotContain("null", "NaN");
    assertThat(item(page, Metric.F1).getTextContent()).contains("undefined");
  }

  @ParameterizedTest
  @CsvSource({
    "LOG_LOSS, 0.001, 0.002, within margin",
    "LOG_LOSS, 0.019, 0.002, may exceed it",
    "LOG_LOSS, 0.05, 0.002, beyond margin",
    "ROC_AUC, -0.05, 0.002, beyond margin"
  })
  void saysWhereTheIntervalLies(Metric metric, double difference, double half, String word)
      throws Exception {
    Document page = page(new ComparisonBuilder().metric(metric, 0.5, difference, half));
    assertThat(item(page, metric).getTextContent()).contains(word);
  }

  @ParameterizedTest
  @CsvSource({"LOG_LOSS, -1", "ROC_AUC, 1"})
  void drawsBetterForSoftmaxOnTheRight(Metric metric, double sign) throws Exception {
    double difference = sign * metric.defaultMargin() / 2;
    Document page =
        page(new ComparisonBuilder().metric(metric, 0.5, difference, metric.defaultMargin() / 4));
    assertThat(left(mark(item(page, metric), "bar"))).isBetween(50.0, 100.0);
  }

  @Test
  void putsTheDotOnTheDifference() throws Exception {
    Document page =
        page(new ComparisonBuilder().metric(Metric.F1, 0.5, 0, new Interval(-0.01, 0.001)));
    assertThat(left(mark(item(page, Metric.F1), "dot"))).isEqualTo(50);
  }

  @Test
  void keepsDrawingsInsideTheirTrack() throws Exception {
    Document page =
        page(
            new ComparisonBuilder()
                .metric(Metric.BRIER, 1234567, 1e-9, 1234567)
                .metric(Metric.MCC, 0.5, 1e9, 1));
    assertThat(mark(item(page, Metric.BRIER), "bar").getAttribute("class"))
        .isEqualTo("bar open-left open-right");
    assertThat(mark(item(page, Metric.MCC), "bar").getAttribute("style"))
        .isEqualTo("left:100.00%;width:0.00%");
  }

  @Test
  void givesBaselineJudgementsAndDecisions() throws Exception {
    String text =
        page(new ComparisonBuilder()
                .judged(Judgement.Kind.STUCK_AT_BASELINE, Judgement.Kind.STUCK_AT_BASELINE))
            .getDocumentElement()
            .getTextContent();
    assertThat(text)
        .contains("log loss 0.5623", "ln 2 = 0.6931", "25.0 % of the tested rows")
        .contains("Warning: most sigmoid and softmax trainings are stuck")
        .contains("McNemar", "0.73");
  }

  @Test
  void endsWithWhatIsNeededToRepeatIt() throws Exception {
    List<Element> sections = all(page(new ComparisonBuilder()), "section");
    assertThat(sections.get(sections.size() - 1).getTextContent())
        .contains("d606af41".repeat(8), "0.1.0", "Temurin 17", "Linux 6", "AMD EPYC, 2 cores")
        .contains("x86_64-onednn", "1, 2, 3")
        .endsWith("twinhead compare breast-cancer\n");
  }

  private static Element item(Document page, Metric metric) {
    return all(page, "li").stream()
        .filter(item -> item.getTextContent().startsWith(metric.title()))
        .findFirst()
        .orElseThrow();
  }

  private static Element mark(Element item, String css) {
    return all(item, "span").stream()
        .filter(span -> span.getAttribute("class").startsWith(css))
        .findFirst()
        .orElseThrow();
  }

  private static double left(Element mark) {
    return Double.parseDouble(mark.getAttribute("style").replaceAll("left:([\\d.]+)%.*", "$1"));
  }

  private static String text(Document page, String tag) {
    return all(page, tag).get(0).getTextContent();
  }

  private static List<Element> all(Document page, String tag) {
    return all(page.getDocumentElement(), tag);
  }

  private static List<Element> all(Element inside, String tag) {
    NodeList found = inside.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static Document page(ComparisonBuilder builder) throws Exception {
    return parse(html(builder));
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static String html(ComparisonBuilder builder) {
    return HtmlReport.of(
        builder.comparison(),
        builder.outcomes(),
        Optional.empty(),
        List.of("3 rows without a label were left out"),
        "dataset: breast-cancer",
        PROVENANCE,
        "twinhead compare breast-cancer");
  }
}
