package io.twinhead.dataset;

import java.util.Locale;

/** What one example of a data set is called. */
public enum Unit {
  ROW,
  IMAGE;

  /** A number of them, such as "1 row" or "9,857 rows". */
  public String count(int number) {
    return String.format(Locale.ROOT, "%,d %s%s", number, this, number == 1 ? "" : "s");
  }

  /** The word, such as "row". */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
