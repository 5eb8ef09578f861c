package io.twinhead.report;

import java.util.List;

/**
 * The names of classes or labels.
 *
 * @param names index = code; of two classes the second is the positive one
 */
record Classes(List<String> names) {

  int count() {
    return names.size();
  }

  String name(int code) {
    return names.get(code);
  }

  /** Of two classes. */
  String negative() {
    return names.get(0);
  }

  /** Of two classes. */
  String positive() {
    return names.get(1);
  }
}
