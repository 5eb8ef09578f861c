package io.twinhead.dataset;

import io.twinhead.config.InputException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One column that names the class of each row. */
final class ClassLabels {
  /** By number if both are numbers, else as text. */
  static final Comparator<String> ORDER =
      Comparator.<String>comparingDouble(Cells::number).thenComparing(Comparator.naturalOrder());

  private static final int MOST_CLASSES = 100;
  private static final int MOST_SHOWN = 12;

  private ClassLabels() {}

  static Labels read(String source, Table table, Roles roles, @Nullable LearntClasses learnt) {
    CategoricalColumn column = table.words(roles.label().get(0));
    checkNoneMissing(table, column);
    if (learnt != null) {
      return learnt(source, table, column, roles, learnt);
    }
    Map<String, String> nameOf =
        roles.classes() == null ? found(source, column) : given(table, column, roles.classes());
    List<String> classes = List.copyOf(new LinkedHashSet<>(nameOf.values()));
    if (classes.size() < 2) {
      throw new OneClassException(
          "%s: every row of the label column '%s' is '%s'; there is nothing to learn from one class"
                  .formatted(source, column.name(), classes.get(0))
              + ": add rows of another, or choose another --label");
    }
    int[] codes = codes(table, column, nameOf, classes);
    Labels labels = Labels.exclusive(source, Unit.ROW, classes, codes, roles.positive());
    return labels.withNote(mapping(column, nameOf, labels.classes()));
  }

  private static Labels learnt(
      String source, Table table, CategoricalColumn column, Roles roles, LearntClasses learnt) {
    Map<String, String> nameOf = new LinkedHashMap<>();
    if (roles.classes() == null) {
      column.categories().forEach(value -> nameOf.put(value, value));
    } else {
      nameOf.putAll(given(table, column, roles.classes()));
    }
    nameOf.replaceAll((value, name) -> learnt.match(source, name));
    int[] codes = codes(table, column, nameOf, learnt.names());
    Labels labels = learnt.exclusive(source, Unit.ROW, codes);
    return labels.withNote(mapping(column, nameOf, labels.classes()));
  }

  /** The class of each row. */
  private static int[] codes(
      Table table, CategoricalColumn column, Map<String, String> nameOf, List<String> classes) {
    int[] codeOf =
        column.categories().stream()
            .mapToInt(value -> classes.indexOf(nameOf.get(value)))
            .toArray();
    int[] codes = new int[table.rows()];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = codeOf[column.codes()[row]];
    }
    return codes;
  }

  static void checkNoneMissing(Table table, CategoricalColumn column) {
    for (int row = 0; row < table.rows(); row++) {
      if (column.isMissing(row)) {
        throw new InputException(
            "%s, column '%s': the label is missing; fill it in or remove the row"
                .formatted(table.place(row), column.name()));
      }
    }
  }

  /** Class names of the values in sorted order; 1.0 and 1 are the same class. */
  private static Map<String, String> found(String source, CategoricalColumn column) {
    List<String> values = column.categories().stream().sorted(ORDER).toList();
    boolean numbers = values.stream().allMatch(v -> Double.isFinite(Cells.number(v)));
    boolean whole = numbers && values.stream().allMatch(v -> Cells.number(v) % 1 == 0);
    if (values.size() > MOST_CLASSES || (numbers && !whole && values.size() > 2)) {
      throw new InputException(
          ("%s: the label column '%s' has %d different values, such as '%s'; it looks like a %s, not a"
                  + " class: choose another --label")
              .formatted(
                  source,
                  column.name(),
                  values.size(),
                  values.get(0),
                  numbers ? "quantity to regress on or an identifier" : "text or an identifier"));
    }
    Map<String, String> names = new LinkedHashMap<>();
    values.forEach(v -> names.put(v, whole ? String.valueOf((long) Cells.number(v)) : v));
    return names;
  }

  /** Class names of the values in the order that the descriptor gives. */
  private static Map<String, String> given(
      Table table, CategoricalColumn column, ClassNames classes) {
    List<String> known = List.copyOf(classes.byValue().keySet());
    Map<String, String> names = new LinkedHashMap<>();
    for (String value : column.categories()) {
      String match =
          Positive.match(value, known).orElseThrow(() -> unknown(table, column, value, known));
      names.put(value, Objects.requireNonNull(classes.byValue().get(match)));
    }
    return names.entrySet().stream()
        .sorted(Comparator.comparingInt(e -> indexIn(classes, e.getValue())))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }

  private static int indexIn(ClassNames classes, String name) {
    return List.copyOf(classes.byValue().values()).indexOf(name);
  }

  private static InputException unknown(
      Table table, CategoricalColumn column, String value, List<String> known) {
    return new InputException(
        "%s, column '%s': '%s' is not one of the classes %s; correct the row, or add it to classes in"
                .formatted(
                    table.place(column.firstRow(value)),
                    column.name(),
                    value,
                    String.join(", ", known))
            + " dataset.yaml");
  }

  private static String mapping(
      CategoricalColumn column, Map<String, String> nameOf, List<String> classes) {
    String parts =
        nameOf.entrySet().stream()
            .limit(MOST_SHOWN)
            .map(e -> "'%s' is read as %d".formatted(e.getKey(), classes.indexOf(e.getValue())))
            .collect(Collectors.joining(", "));
    String more = nameOf.size() > MOST_SHOWN ? ", ..." : "";
    return "Label '%s': %s%s.".formatted(column.name(), parts, more);
  }
}
