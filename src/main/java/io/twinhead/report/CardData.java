package io.twinhead.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The data behind a {@link ModelCard}.
 *
 * @param unit what one example is called, {@code row} or {@code image}
 * @param description what the examples look like, such as "30 columns"
 * @param label columns; none of images
 * @param split how the parts were made, in a few words
 * @param parts training, validation and test, in that order
 * @param warning to whoever sees a result of these rows, if they are only a few to try something
 * @param copied test examples whose inputs are exactly those of a training example
 * @param notes on how the data were read
 */
public record CardData(
    String name,
    String sha256,
    String unit,
    String description,
    Optional<String> licence,
    Optional<String> source,
    List<String> label,
    String split,
    List<PartCounts> parts,
    Optional<String> warning,
    int copied,
    List<String> notes) {

  /**
   * The rows of one part.
   *
   * @param name such as "test"
   * @param classes the number of rows of each class, or with each label
   */
  @SuppressWarnings("ArrayRecordComponent") // counts for a table; never compared
  public record PartCounts(String name, int rows, List<String> names, int[] classes) {}

  boolean images() {
    return unit.equals("image");
  }

  List<String> partsHeader() {
    List<String> header = new ArrayList<>(List.of(""));
    parts.forEach(part -> header.add(part.name()));
    return header;
  }

  /** All rows, then those of each class with their share. */
  List<List<String>> partsRows() {
    List<List<String>> table = new ArrayList<>();
    List<String> all = new ArrayList<>(List.of("all " + unit + "s"));
    parts.forEach(part -> all.add(Numbers.count(part.rows())));
    table.add(all);
    List<String> names = parts.get(0).names();
    for (int k = 0; k < names.size(); k++) {
      List<String> line = new ArrayList<>(List.of(Markdown.code(names.get(k))));
      for (PartCounts part : parts) {
        int count = part.classes()[k];
        line.add(
            "%s (%s)"
                .formatted(
                    Numbers.count(count),
                    Numbers.percent((double) count / Math.max(1, part.rows()))));
      }
      table.add(line);
    }
    return table;
  }

  /**
   * What keeps these data from telling more.
   *
   * @param few rows of a class in the test part
   */
  List<String> limits(int few) {
    List<String> limits = new ArrayList<>();
    warning.ifPresent(limits::add);
    PartCounts test = parts.get(parts.size() - 1);
    rarest(test, few).ifPresent(limits::add);
    if (copied > 0) {
      limits.add(
          "Of the test %ss %s of %s are exact copies of a training %s, which flatters the figures."
              .formatted(unit, Numbers.count(copied), Numbers.count(test.rows()), unit));
    }
    limits.add("The test part is from the same source as the training part: " + split + ".");
    return limits;
  }

  /** How much a single row of the rarest class weighs, if its rows are few. */
  private Optional<String> rarest(PartCounts test, int few) {
    int[] counts = test.classes();
    int rarest =
        IntStream.range(0, counts.length)
            .reduce((a, b) -> counts[b] < counts[a] ? b : a)
            .orElseThrow();
    int rows = counts[rarest];
    if (rows >= few) {
      return Optional.empty();
    }
    String name = Markdown.code(test.names().get(rarest));
    return Optional.of(
        rows == 0
            ? "No test %s is %s, so nothing was measured on it.".formatted(unit, name)
            : "The test part has only %s of %s, its rarest: a single one makes %s of the recall."
                .formatted(Numbers.count(rows, unit), name, Numbers.percent(1.0 / rows)));
  }
}
