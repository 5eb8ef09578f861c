package io.twinhead.audit;

import io.twinhead.config.Task;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.FeatureColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Single feature columns of a table: those that say too much, and those that say nothing. */
final class ColumnRules {
  private static final int MOST_NAMED = 5;
  private static final int FEW_ROWS = 20;
  private static final Pattern IDENTIFIER =
      Pattern.compile("(.*[_ .-])?(id|idx|index|uuid|guid|rownames?)|unnamed: 0|.*[a-z](ID|Id)");

  private final Dataset data;
  private final List<FeatureColumn> columns;
  private final List<Finding> findings = new ArrayList<>();

  private ColumnRules(Dataset data) {
    this.data = data;
    this.columns = FeatureColumn.of(data);
  }

  /**
   * Checks each column.
   *
   * @param noted whether {@link Dataset#notes} are read as well, which speak of words that hardly
   *     two rows share
   */
  static List<Finding> check(Dataset data, boolean noted) {
    ColumnRules rules = new ColumnRules(data);
    rules.checkConstants();
    rules.checkIdentifiers(noted);
    rules.checkLeaks();
    return rules.findings;
  }

  private void checkConstants() {
    List<String> constant =
        columns.stream().filter(FeatureColumn::isConstant).map(FeatureColumn::name).toList();
    if (!constant.isEmpty()) {
      findings.add(
          Rule.CONSTANT_COLUMN.at(
              data.name(),
              "The same in every row: %s.".formatted(named(constant)),
              "leave them out with --drop, or find out why they do not vary"));
    }
  }

  private static String named(List<String> names) {
    String shown = String.join(", ", names.stream().limit(MOST_NAMED).toList());
    int more = names.size() - MOST_NAMED;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private void checkIdentifiers(boolean noted) {
    for (FeatureColumn column : columns) {
      if (data.rows() >= FEW_ROWS && !(noted && column.words()) && isIdentifier(column)) {
        findings.add(
            Rule.IDENTIFIER.at(
                place(column),
                "%d different %s in %d rows."
                    .formatted(
                        column.distinct(), column.words() ? "words" : "whole numbers", data.rows()),
                "leave it out with --drop '%s'".formatted(column.name())));
      }
    }
  }

  private boolean isIdentifier(FeatureColumn column) {
    if (column.words()) {
      int distinct = column.distinct();
      return distinct >= FEW_ROWS && distinct >= data.rows() / 2;
    }
    return rows().allMatch(row -> column.value(row) % 1 == 0)
        && (IDENTIFIER.matcher(column.name()).matches()
            || IDENTIFIER.matcher(column.name().toLowerCase(Locale.ROOT)).matches()
            || counts(column))
        && column.distinct() == data.rows();
  }

  /** Whether the rows are simply numbered. */
  private boolean counts(FeatureColumn column) {
    return rows().skip(1).allMatch(row -> column.value(row) == column.value(row - 1) + 1);
  }

  private IntStream rows() {
    return IntStream.range(0, data.rows());
  }

  private void checkLeaks() {
    if (data.task() == Task.MULTILABEL) {
      byte[][] labels = data.indicators();
      for (int k = 0; k < data.classes().size(); k++) {
        int label = k;
        int[] codes = Arrays.stream(labels).mapToInt(row -> row[label]).toArray();
        checkLeaks(new Separation(codes, 2), "label '" + data.classes().get(k) + "'");
      }
    } else {
      checkLeaks(new Separation(data.labels(), data.classes().size()), "class");
    }
  }

  private void checkLeaks(Separation separation, String label) {
    for (FeatureColumn column : columns) {
      Optional<String> how = separation.by(column);
      how.ifPresent(
          sentence ->
              findings.add(
                  Rule.LEAK.at(
                      place(column),
                      "It alone determines the %s of every row: %s.".formatted(label, sentence),
                      "if it is known only after the fact, leave it out with --drop '%s'"
                          .formatted(column.name()))));
    }
  }

  private String place(FeatureColumn column) {
    return "%s, column '%s'".formatted(data.name(), column.name());
  }
}
