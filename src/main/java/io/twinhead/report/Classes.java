package io.twinhead.report;

import java.util.List;

/** The names of the two classes. */
record Classes(String negative, String positive) {

  static Classes of(List<String> names, String positive) {
    return new Classes(
        names.stream().filter(name -> !name.equals(positive)).findFirst().orElse("other"),
        positive);
  }

  /** The name of class 1, the positive one, or 0. */
  String name(int label) {
    return label == 1 ? positive : negative;
  }
}
