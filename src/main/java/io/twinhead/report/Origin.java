package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.section;

import io.twinhead.run.Provenance;
import java.util.ArrayList;
import java.util.List;

/** What is needed to repeat a result. */
final class Origin {
  private Origin() {}

  /**
   * The last part of a page.
   *
   * @param facts about the run itself
   */
  static Html.Element of(List<Pair> facts, Provenance provenance, String config, String command) {
    List<Pair> all = new ArrayList<>();
    all.add(new Pair("Twinhead", provenance.version()));
    all.addAll(facts);
    all.add(new Pair("Java", provenance.java()));
    all.add(new Pair("System", provenance.os()));
    all.add(
        new Pair("Machine", provenance.cpu() + ", " + Numbers.count(provenance.cores(), "core")));
    all.add(new Pair("Native library", provenance.nativeLibrary()));
    all.add(
        new Pair("Charts", "Apache ECharts, The Apache Software Foundation, Apache License 2.0"));
    return section(
        "Where this comes from",
        Pair.list(all),
        Chart.details("Settings in full", element("pre", element("code", config))),
        element("p", "To repeat it:"),
        element("pre", element("code", command)));
  }
}
