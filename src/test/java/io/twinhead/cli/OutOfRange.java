package io.twinhead.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Values that fit into a float each, and whose sum by a network does not. */
final class OutOfRange {
  private static final int COLUMNS = 12;
  private static final String HEADER = "a,b,c,d,e,f,g,h,i,j,k,l,kind\n";

  private OutOfRange() {}

  /** A run whose weights are all above 0. */
  static Path train(Path folder) throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < 40; i++) {
      rows.append(row(i % 2 == 0 ? "-1" : "1", i % 2 == 0 ? "no" : "yes"));
    }
    Path data = Files.writeString(folder.resolve("range.csv"), rows);
    return TrainedRuns.on(
        data.toString(),
        folder.resolve("range"),
        "--head=sigmoid",
        "--model=logistic",
        "--label=kind",
        "--epochs=100");
  }

  /** Three rows, of which the second is out of range. */
  static String table(Path folder) throws IOException {
    String rows = HEADER + row("1", "yes") + row("3e38", "yes") + row("-1", "no");
    return Files.writeString(folder.resolve("far.csv"), rows).toString();
  }

  private static String row(String value, String label) {
    return (value + ",").repeat(COLUMNS) + label + "\n";
  }
}
