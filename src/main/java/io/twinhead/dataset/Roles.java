package io.twinhead.dataset;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.Suggestion;
import io.twinhead.config.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each column of a table is for: the user's words over the descriptor's.
 *
 * @param label columns: one, or several 0/1 columns
 * @param classes values and names of the classes, null if the data decide
 */
record Roles(
    List<String> label,
    @Nullable ClassNames classes,
    @Nullable String positive,
    @Nullable Task task,
    List<String> drop,
    @Nullable String weight,
    @Nullable String group,
    @Nullable String time,
    @Nullable String split,
    List<String> categorical,
    List<String> numeric) {
  private static final List<String> LIKELY_LABELS =
      List.of("label", "class", "target", "y", "outcome");

  static Roles of(Descriptor given, DataConfig said) {
    boolean otherLabel = said.label() != null || said.labels() != null;
    List<String> label =
        otherLabel ? either(said.label(), said.labels()) : either(given.label(), given.labels());
    boolean describedLabel = label.equals(either(given.label(), given.labels()));
    List<String> numeric = first(said.numeric(), given.numeric());
    List<String> categorical = first(said.categorical(), given.categorical());
    return new Roles(
        label,
        describedLabel ? given.classes() : null,
        said.positive() != null ? said.positive() : describedLabel ? given.positive() : null,
        said.task() != null ? said.task() : describedLabel ? given.task() : null,
        first(said.drop(), given.drop()),
        said.weight() != null ? said.weight() : given.weight(),
        said.group() != null ? said.group() : given.group(),
        said.time() != null ? said.time() : given.time(),
        given.splitColumn(),
        said.categorical() != null ? categorical : without(categorical, said.numeric()),
        said.numeric() != null ? numeric : without(numeric, said.categorical()));
  }

  private static List<String> either(@Nullable String one, @Nullable List<String> several) {
    return one != null ? List.of(one) : several != null ? several : List.of();
  }

  private static List<String> first(@Nullable List<String> said, @Nullable List<String> given) {
    return said != null ? said : given != null ? given : List.of();
  }

  private static List<String> without(List<String> names, @Nullable List<String> removed) {
    return removed == null ? names : names.stream().filter(n -> !removed.contains(n)).toList();
  }

  /**
   * Holds these roles against the columns that there are.
   *
   * @throws InputException if a column does not exist, has two roles, or if no label is named
   */
  void check(String source, List<String> columns) {
    if (label.isEmpty()) {
      throw noLabel(source, columns);
    }
    Map<String, String> roles = new LinkedHashMap<>();
    label.forEach(name -> claim(roles, source, columns, "label", name));
    drop.forEach(name -> claim(roles, source, columns, "drop", name));
    claim(roles, source, columns, "weight", weight);
    claim(roles, source, columns, "group", group);
    claim(roles, source, columns, "time", time);
    claim(roles, source, columns, "split-column", split);
    Map<String, String> kinds = new LinkedHashMap<>();
    categorical.forEach(name -> claim(kinds, source, columns, "categorical", name));
    numeric.forEach(name -> claim(kinds, source, columns, "numeric", name));
    if (group != null && time != null) {
      throw new InputException(
          "%s: both group ('%s') and time ('%s') are given; a split keeps groups together or goes by"
                  .formatted(source, group, time)
              + " time: choose one");
    }
  }

  private static void claim(
      Map<String, String> roles,
      String source,
      List<String> columns,
      String role,
      @Nullable String name) {
    if (name == null) {
      return;
    }
    if (!columns.contains(name)) {
      throw new InputException(
          "%s: %s names the column '%s', which does not exist%s"
              .formatted(source, role, name, Suggestion.forName(name, columns)));
    }
    String other = roles.put(name, role);
    if (other != null) {
      throw new InputException(
          "%s: column '%s' is named twice, as %s and as %s; give it one of them"
              .formatted(source, name, other, role));
    }
  }

  private static InputException noLabel(String source, List<String> columns) {
    Stream<String> likely =
        LIKELY_LABELS.stream()
            .flatMap(word -> columns.stream().filter(word::equalsIgnoreCase))
            .limit(1);
    String guess = likely.findFirst().orElse(columns.get(columns.size() - 1));
    return new InputException(
        "%s: no label column is named; say which column holds the class, perhaps --label %s (columns:"
                .formatted(source, guess)
            + " "
            + String.join(", ", columns.stream().limit(30).toList())
            + (columns.size() > 30 ? ", ..." : "")
            + ")");
  }

  /** The columns that order, weigh, group or split the rows, with the word for what they do. */
  Map<String, String> helpers() {
    Map<String, String> names = new LinkedHashMap<>();
    put(names, weight, "weight");
    put(names, group, "group");
    put(names, time, "time");
    put(names, split, "split");
    return names;
  }

  private static void put(Map<String, String> names, @Nullable String name, String role) {
    if (name != null) {
      names.put(name, role);
    }
  }

  boolean isFeature(String name) {
    return !label.contains(name) && !drop.contains(name) && !helpers().containsKey(name);
  }
}
