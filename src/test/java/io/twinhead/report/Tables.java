package io.twinhead.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads a page's tables. */
final class Tables {
  private final Document page;

  /** Parses the page as XML. */
  Tables(String html) throws Exception {
    this.page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(html)));
  }

  String text() {
    return page.getDocumentElement().getTextContent();
  }

  /** The cells of the table whose caption begins so, row by row; a name without its meaning. */
  List<List<String>> rows(String caption) {
    NodeList tables = page.getElementsByTagName("table");
    for (int i = 0; i < tables.getLength(); i++) {
      Element table = (Element) tables.item(i);
      if (table.getElementsByTagName("caption").item(0).getTextContent().startsWith(caption)) {
        return rows(table);
      }
    }
    throw new AssertionError("no table '" + caption + "'");
  }

  /** The numbers of a row's cells. */
  double[] numbers(String caption, String name) {
    return rows(caption).stream()
        .filter(row -> row.get(0).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row '" + name + "'"))
        .stream()
        .skip(1)
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static List<List<String>> rows(Element table) {
    List<List<String>> rows = new ArrayList<>();
    NodeList lines = table.getElementsByTagName("tr");
    for (int i = 0; i < lines.getLength(); i++) {
      List<String> cells = new ArrayList<>();
      NodeList nodes = lines.item(i).getChildNodes();
      for (int k = 0; k < nodes.getLength(); k++) {
        if (nodes.item(k) instanceof Element cell) {
          cells.add(withoutMeaning(cell));
        }
      }
      rows.add(cells);
    }
    return rows;
  }

  private static String withoutMeaning(Element cell) {
    NodeList small = cell.getElementsByTagName("small");
    String all = cell.getTextContent().strip();
    return small.getLength() == 0
        ? all
        : all.substring(0, all.length() - small.item(0).getTextContent().strip().length()).strip();
  }
}
