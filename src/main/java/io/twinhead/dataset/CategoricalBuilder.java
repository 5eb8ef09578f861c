package io.twinhead.dataset;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects words in a dictionary. */
final class CategoricalBuilder extends ColumnBuilder {
  private final Map<String, Integer> dictionary = new LinkedHashMap<>();
  private int[] codes = new int[1024];

  CategoricalBuilder(String name) {
    super(name);
  }

  @Override
  void addMissing() {
    append(CategoricalColumn.MISSING);
  }

  @Override
  void addValue(double number, char[] text, int from, int to) {
    String word = new String(text, from, to - from);
    Integer known = dictionary.putIfAbsent(word, dictionary.size());
    append(known == null ? dictionary.size() - 1 : known);
  }

  private void append(int code) {
    if (size == codes.length) {
      codes = Arrays.copyOf(codes, size + (size >> 1));
    }
    codes[size] = code;
  }

  @Override
  CategoricalColumn build() {
    return new CategoricalColumn(
        name, List.copyOf(dictionary.keySet()), Arrays.copyOf(codes, size));
  }
}
