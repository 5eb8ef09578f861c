package io.twinhead.cli;

import io.twinhead.engine.OpCost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** The operations of a plan and what they cost; the shapes come last, since some are long. */
final class PlanTable {
  /** Digits that the largest number of a column has at least. */
  private static final int DIGITS = 3;

  private final List<Row> rows;
  private final Layout layout;
  private final StringBuilder text = new StringBuilder();

  private PlanTable(List<Row> rows) {
    this.rows = rows;
    this.layout = Layout.of(rows);
  }

  static String of(List<OpCost> ops) {
    if (ops.isEmpty()) {
      return "DL4J's fit has no plan to print.\n";
    }
    double all = ops.stream().mapToDouble(OpCost::milliseconds).sum();
    List<Row> rows = new ArrayList<>();
    Map<String, Row> phases = new LinkedHashMap<>();
    Row total = Row.empty("all", all);
    for (OpCost op : ops) {
      Row row = Row.of(op, all);
      rows.add(row);
      phases.merge(op.phase(), Row.empty(op.phase(), all).plus(row), Row::plus);
      total = total.plus(row);
    }
    rows.addAll(phases.values());
    rows.add(total);
    return new PlanTable(rows).print(ops.size());
  }

  private String print(int ops) {
    line("phase", "operation", "kernel", "MB", "GFLOP", "ms", "GFLOP/s", "share", "shapes");
    for (int i = 0; i < rows.size(); i++) {
      if (i == ops) {
        text.append('\n');
      }
      Row row = rows.get(i);
      line(
          row.phase(),
          row.name(),
          row.kernel(),
          decimal(row.megabytes(), layout.megabytes()),
          decimal(row.gflop(), layout.gflop()),
          decimal(row.milliseconds(), layout.milliseconds()),
          row.gflop() == 0 ? "-" : decimal(row.gflop() / row.milliseconds() * 1e3, 0),
          decimal(100 * row.milliseconds() / row.all(), 1) + " %",
          row.shapes());
    }
    return text.toString();
  }

  private void line(String phase, String name, String kernel, String... rest) {
    StringBuilder line = new StringBuilder();
    cell(line, phase, layout.phase());
    cell(line, name, layout.name());
    cell(line, kernel, layout.kernel());
    line.append(String.format(Locale.ROOT, "%7s %7s %8s %7s %7s  %s", (Object[]) rest));
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static void cell(StringBuilder line, String value, int width) {
    line.append(value).append(" ".repeat(width - value.length() + 1));
  }

  private static String decimal(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** One operation, or the sum of several. */
  private record Row(
      String phase,
      String name,
      String kernel,
      String shapes,
      double megabytes,
      double gflop,
      double milliseconds,
      double all) {

    static Row of(OpCost op, double all) {
      return new Row(
          op.phase(),
          op.name(),
          op.kernel(),
          op.shapes(),
          op.bytes() / 1e6,
          op.flops() / 1e9,
          op.milliseconds(),
          all);
    }

    static Row empty(String phase, double all) {
      return new Row(phase, "", "", "", 0, 0, 0, all);
    }

    Row plus(Row other) {
      return new Row(
          phase,
          name,
          kernel,
          shapes,
          megabytes + other.megabytes,
          gflop + other.gflop,
          milliseconds + other.milliseconds,
          all);
    }
  }

  /** Widths of the columns of words, and decimals of the columns of numbers. */
  private record Layout(
      int phase, int name, int kernel, int megabytes, int gflop, int milliseconds) {
    static Layout of(List<Row> rows) {
      return new Layout(
          widest(rows, "phase", row -> row.phase().length()),
          widest(rows, "operation", row -> row.name().length()),
          widest(rows, "kernel", row -> row.kernel().length()),
          decimals(rows, Row::megabytes),
          decimals(rows, Row::gflop),
          decimals(rows, Row::milliseconds));
    }

    private static int widest(List<Row> rows, String heading, ToIntFunction<Row> length) {
      return Math.max(heading.length(), rows.stream().mapToInt(length).max().orElse(0));
    }

    /** As many for all rows, so that points stand below each other. */
    private static int decimals(List<Row> rows, ToDoubleFunction<Row> value) {
      double largest = rows.stream().mapToDouble(value).max().orElse(0);
      int digits = largest <= 0 ? 1 : (int) Math.floor(Math.log10(largest)) + 1;
      return Math.max(0, Math.min(5, DIGITS + 1 - digits));
    }
  }
}
