package io.twinhead.report;

import io.twinhead.evaluation.Metric;
import java.util.List;

/** The parts of a page that depend on what there is to predict. */
record TaskSections(List<HeadResult> heads, Classes classes) {

  /** What the heads decide. */
  List<Page.Section> decisions() {
    return switch (kind()) {
      case BINARY -> List.of(new Page.Section("Threshold", ThresholdExplorer.of(heads, classes)));
      case CLASSES ->
          List.of(
              new Page.Section("Confusion", ConfusionHeat.of(heads, classes)),
              new Page.Section("Classes", CategoryTable.ofClasses(heads, classes)));
      case LABELS -> List.of(new Page.Section("Labels", CategoryTable.ofLabels(heads, classes)));
    };
  }

  /** What their probabilities are worth. */
  Page.Section curves() {
    return new Page.Section(
        "Curves",
        kind() == Metric.Kind.BINARY
            ? CurveCharts.of(heads, classes)
            : CategoryCurves.of(heads, classes));
  }

  /** What their loss consists of, if that can be said. */
  List<Page.Section> lossSources() {
    return LossSources.of(heads, classes).map(section -> new Page.Section("Loss", section)).stream()
        .toList();
  }

  private Metric.Kind kind() {
    return heads.get(0).kind();
  }
}
