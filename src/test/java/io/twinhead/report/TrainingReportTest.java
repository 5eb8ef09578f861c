package io.twinhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class TrainingReportTest {
  @Test
  void beginsWithTheJudgementAndTheMainMetrics() throws Exception {
    assertThat(section(page("malignant"), 0).getTextContent())
        .contains("The network learns", "Learns: validation loss 0.3012")
        .contains("log loss", "ROC AUC", "accuracy", "F1");
  }

  @Test
  void showsMistakesOnlyWhereThereArePictures() throws Exception {
    Document table = parse(TrainingReport.of(SamplePages.content("malignant", Optional.empty())));
    assertThat(table.getElementsByTagName("img").getLength()).isZero();
    assertThat(table.getDocumentElement().getTextContent()).doesNotContain("surely wrong");
    assertThat(page("malignant").getElementsByTagName("img").getLength()).isBetween(1, 8);
  }

  @Test
  void writesNamesFromTheDataAsText() throws Exception {
    String hostile = "</script><b>malignant & \"co\"";
    Document page = page(hostile);
    assertThat(page.getElementsByTagName("b").getLength()).isZero();
    assertThat(page.getDocumentElement().getTextContent()).contains("predicted " + hostile);
  }

  @Test
  void endsWithTheCommandThatRepeatsIt() throws Exception {
    Document page = page("malignant");
    int last = page.getElementsByTagName("section").getLength() - 1;
    assertThat(section(page, last).getTextContent())
        .contains("d606af41".repeat(8), "Temurin 17", "epochs: 100")
        .endsWith("twinhead train breast-cancer\n");
  }

  private static Element section(Document page, int index) {
    return (Element) page.getElementsByTagName("section").item(index);
  }

  private static Document page(String positive) throws Exception {
    return parse(TrainingReport.of(SamplePages.content(positive, Optional.of(Trainings::exhibit))));
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }
}
