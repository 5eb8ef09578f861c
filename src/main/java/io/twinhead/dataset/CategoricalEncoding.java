package io.twinhead.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * How a categorical column becomes one input for each category: 1 for the row's own, 0 for the
 * others, as scikit-learn's {@code OneHotEncoder(handle_unknown="ignore")}. A category that
 * training did not have is 0 everywhere.
 *
 * @param categories of the training rows, sorted
 * @param missing true if training had missing values, which then are one more category, the last
 */
record CategoricalEncoding(String column, List<String> categories, boolean missing) {
  CategoricalEncoding {
    Objects.requireNonNull(column, "column is missing");
    categories = List.copyOf(Objects.requireNonNull(categories, "categories are missing"));
    if (new HashSet<>(categories).size() < categories.size()) {
      throw new IllegalArgumentException("categories of '" + column + "' name one twice");
    }
  }

  static CategoricalEncoding fit(CategoricalColumn column, int[] trainRows) {
    TreeSet<String> seen = new TreeSet<>();
    Arrays.stream(trainRows)
        .map(row -> column.codes()[row])
        .filter(code -> code != CategoricalColumn.MISSING)
        .distinct()
        .forEach(code -> seen.add(column.categories().get(code)));
    boolean missing = Arrays.stream(trainRows).anyMatch(column::isMissing);
    return new CategoricalEncoding(column.name(), List.copyOf(seen), missing);
  }

  int width() {
    return categories.size() + (missing ? 1 : 0);
  }

  List<String> featureNames() {
    List<String> names = new ArrayList<>();
    categories.forEach(category -> names.add(column + "=" + category));
    if (missing) {
      names.add(column + " is missing");
    }
    return names;
  }

  /** The place of the 1 of a missing value, or -1. */
  int missingPlace() {
    return missing ? categories.size() : -1;
  }

  /** For each of the column's codes the place of the 1, or -1; the last is for missing values. */
  int[] places(CategoricalColumn data) {
    Map<String, Integer> placeOf = new HashMap<>();
    categories.forEach(category -> placeOf.put(category, placeOf.size()));
    int codes = data.categories().size();
    int[] places = new int[codes + 1];
    for (int code = 0; code < codes; code++) {
      places[code] = placeOf.getOrDefault(data.categories().get(code), -1);
    }
    places[codes] = missingPlace();
    return places;
  }
}
