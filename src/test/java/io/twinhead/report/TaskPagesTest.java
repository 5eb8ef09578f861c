package io.twinhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.LabelPredictions;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Threshold;
import io.twinhead.training.Epoch;
import io.twinhead.training.Judgement;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Pages about several classes, and about labels that overlap. */
class TaskPagesTest {
  /** Rows of class 0, 0, 1, 1 and 2, of which the fourth and the fifth are mistaken. */
  private static final ClassPredictions CLASSES =
      ClassPredictions.of(
          logs(.7, .2, .1, .6, .3, .1, .2, .7, .1, .5, .4, .1, .1, .8, .1),
          3,
          new int[] {0, 0, 1, 1, 2});

  private static final LabelPredictions LABELS =
      LabelPredictions.of(new double[] {2, -1, 1, 1, -2, 3}, 2, new byte[] {1, 0, 0, 1, 0, 1});

  @Test
  void showsWhichClassesAreMistakenForWhich() throws Exception {
    Document page = page(CLASSES, List.of("a", "b", "<c>"));
    assertThat(table(page, "by predicted class"))
        .containsExactly("a 2 0 0", "b 1 1 0", "<c> 0 1 0");
    assertThat(table(page, "over all held-out predictions"))
        .startsWith("a 2 0.6667 1.0000 0.8000 1.0000 1.0000")
        .anySatisfy(row -> assertThat(row).startsWith("<c> 1 - 0.0000 0.0000"));
  }

  @Test
  void showsEachLabel() throws Exception {
    Document page = page(LABELS, List.of("p", "q"));
    assertThat(table(page, "over all held-out predictions"))
        .containsExactly(
            "p 1 0.5000 1.0000 0.6667 1.0000 1.0000", "q 2 1.0000 1.0000 1.0000 1.0000 1.0000");
    assertThat(text(page)).contains("Hamming loss", "any of them may hold").doesNotContain("MCC");
  }

  @Test
  void leavesOutWhatIsAboutTwoClasses() throws Exception {
    for (Predictions test : List.of(CLASSES, LABELS)) {
      Document page = page(test, List.of("p", "q", "r").subList(0, test == LABELS ? 2 : 3));
      assertThat(text(page)).doesNotContain("Positive class", "What changes with the threshold?");
      assertThat(element(page, "input", "id", "slider")).isEmpty();
      assertThat(element(page, "select", "id", "category")).isPresent();
    }
  }

  @Test
  void drawsTheCurvesOfEachClass() throws Exception {
    JsonNode data =
        new ObjectMapper()
            .readTree(
                element(page(CLASSES, List.of("a", "b", "c")), "script", "id", "report-data")
                    .orElseThrow()
                    .getTextContent());
    assertThat(data.at("/shares").toString()).isEqualTo("[0.4,0.4,0.2]");
    assertThat(data.at("/heads/0/curves")).hasSize(3);
    assertThat(data.at("/heads/0/curves/0/roc").toString())
        .isEqualTo("[[0.0,0.0],[0.0,1.0],[1.0,1.0]]");
    assertThat(data.at("/heads/0/decisions")).isEmpty();
    assertThat(data.at("/heads/0/reliability/11/count").intValue()).as("0.8, wrong").isEqualTo(1);
    assertThat(data.at("/heads/0/reliability/11/observed").doubleValue()).isZero();
  }

  private static double[] logs(double... probabilities) {
    return DoubleStream.of(probabilities).map(Math::log).toArray();
  }

  private static Document page(Predictions test, List<String> names) throws Exception {
    Judgement judgement = new Judgement(Judgement.Kind.LEARNS, "learns: well");
    String html =
        TrainingReport.of(
            new TrainingReport.Content(
                "data",
                "d606af41",
                new TrainingReport.PartRows(20, 5, test.size()),
                names,
                "dense-small",
                100,
                "sigmoid",
                List.of(new Epoch(1, 0.9, 0.8, Map.of(), 100, 0.1, 0)),
                1,
                judgement,
                IntStream.range(0, test.size()).toArray(),
                test,
                Metrics.of(test, Threshold.HALF),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "config",
                SamplePages.PROVENANCE,
                "twinhead train data",
                Optional.empty()));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html.replace("<!DOCTYPE html>", ""))));
  }

  private static String text(Document page) {
    return page.getDocumentElement().getTextContent();
  }

  /** The cells of each row in the body of the table whose caption ends so. */
  private static List<String> table(Document page, String caption) {
    NodeList tables = page.getElementsByTagName("table");
    for (int i = 0; i < tables.getLength(); i++) {
      Element table = (Element) tables.item(i);
      if (table.getElementsByTagName("caption").item(0).getTextContent().endsWith(caption)) {
        return rows((Element) table.getElementsByTagName("tbody").item(0));
      }
    }
    throw new AssertionError("no table '" + caption + "'");
  }

  private static List<String> rows(Element body) {
    List<String> rows = new ArrayList<>();
    NodeList lines = body.getElementsByTagName("tr");
    for (int i = 0; i < lines.getLength(); i++) {
      List<String> cells = new ArrayList<>();
      NodeList children = lines.item(i).getChildNodes();
      for (int k = 0; k < children.getLength(); k++) {
        String cell = children.item(k).getTextContent().strip();
        if (!cell.isEmpty()) {
          cells.add(cell);
        }
      }
      rows.add(String.join(" ", cells));
    }
    return rows;
  }

  private static Optional<Element> element(Document page, String tag, String name, String value) {
    NodeList all = page.getElementsByTagName(tag);
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> (Element) all.item(i))
        .filter(element -> element.getAttribute(name).equals(value))
        .findFirst();
  }
}
