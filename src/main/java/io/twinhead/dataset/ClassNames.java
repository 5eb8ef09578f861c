package io.twinhead.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a label column and the classes they stand for, in class order.
 *
 * <p>In YAML: {@code classes: [setosa, virginica]}, or {@code classes: {0: malignant, 1: benign}}.
 */
record ClassNames(Map<String, String> byValue) {
  ClassNames {
    if (byValue.size() < 2) {
      throw new IllegalArgumentException("classes must name two or more classes");
    }
    byValue = Collections.unmodifiableMap(new LinkedHashMap<>(byValue));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ClassNames of(Object yaml) {
    Map<String, String> names = new LinkedHashMap<>();
    if (yaml instanceof List<?> values) {
      values.forEach(v -> names.put(String.valueOf(v), String.valueOf(v)));
    } else if (yaml instanceof Map<?, ?> map) {
      map.forEach((value, name) -> names.put(String.valueOf(value), String.valueOf(name)));
    } else {
      throw new IllegalArgumentException(
          "classes must be a list of label values, or a map from label values to class names");
    }
    return new ClassNames(names);
  }
}
