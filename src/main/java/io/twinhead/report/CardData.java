package io.twinhead.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The data behind a {@link ModelCard}.
 *
 * @param unit what one example is called, {@code row} or {@code image}
 * @param description what the examples look like, such as "30 columns"
 * @param label columns; none of images
 * @param split how the parts were made, in a few words
 * @param parts training, validation and test, in that order
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
      List<String> line = new ArrayList<>(List.of("`" + names.get(k) + "`"));
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
    PartCounts test = parts.get(parts.size() - 1);
    int rarest = Arrays.stream(test.classes()).min().orElse(0);
    if (rarest < few) {
      limits.add(
          "The test part has only %s of its rarest class, so each moves the figures."
              .formatted(Numbers.count(rarest, unit)));
    }
    if (copied > 0) {
      limits.add(
          "Of the test %ss %s of %s are exact copies of a training %s, which flatters the figures."
              .formatted(unit, Numbers.count(copied), Numbers.count(test.rows()), unit));
    }
    limits.add("The test part is from the same source as the training part: " + split + ".");
    return limits;
  }
}
