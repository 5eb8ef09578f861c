package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random tables, written by hand and read back. */
class CsvPropertiesTest {
  private static final String LETTERS = "abzÄßé漢🙂,;\t|\"'\n\r #=  ";
  private static final double MOST_SECONDS = 1;

  @TempDir Path directory;
  private final SplittableRandom random = new SplittableRandom(6);

  @Test
  void readsBackWhatWasWritten() throws IOException {
    for (int table = 0; table < 150; table++) {
      int rows = 3 + random.nextInt(30);
      double[] numbers = random.doubles(rows, -1e6, 1e6).toArray();
      List<String> words = IntStream.range(0, rows).mapToObj(i -> word()).toList();
      boolean packed = random.nextInt(4) == 0;
      Path file = directory.resolve("t" + table + (packed ? ".csv.gz" : ".csv"));
      write(file, packed, text(numbers, words));

      Dataset data = Datasets.open(file, Tables.config("label: y, categorical: [w]"));

      List<Column> columns = ((ColumnInputs) data.inputs()).columns();
      assertThat(columns.get(0)).isInstanceOf(NumericColumn.class);
      assertThat(((NumericColumn) columns.get(0)).values()).containsExactly(numbers, within(0.0));
      CategoricalColumn read = (CategoricalColumn) columns.get(1);
      assertThat(IntStream.range(0, rows).mapToObj(read::value)).containsExactlyElementsOf(words);
      assertThat(data.labels()).isEqualTo(IntStream.range(0, rows).map(i -> i % 2).toArray());
    }
  }

  /**
   * RFC 4180 with all that Twinhead allows besides: a mark, white space, blank lines, LF or CRLF.
   */
  private String text(double[] numbers, List<String> words) {
    String end = random.nextBoolean() ? "\r\n" : "\n";
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
    text.append("x,w,").append(random.nextBoolean() ? "\"y\"" : "y").append(end);
    for (int i = 0; i < numbers.length; i++) {
      String blank = random.nextInt(5) == 0 ? end : "";
      String space = random.nextInt(5) == 0 ? " " : "";
      text.append(blank)
          .append(space)
          .append(random.nextBoolean() ? quoted(String.valueOf(numbers[i])) : numbers[i])
          .append(space + "," + space)
          .append(cell(words.get(i)))
          .append(space + ",")
          .append(i % 2);
      text.append(i < numbers.length - 1 || random.nextBoolean() ? end : "");
    }
    return text.toString();
  }

  private String cell(String word) {
    boolean plain = word.chars().noneMatch(c -> ",\"\n\r".indexOf(c) >= 0);
    return plain && random.nextBoolean() ? word : quoted(word);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** Neither empty nor with white space around it, which a reader takes away. */
  private String word() {
    int[] letters = LETTERS.codePoints().toArray();
    int[] inner = random.ints(random.nextInt(8), 0, letters.length).map(i -> letters[i]).toArray();
    return "w" + new String(inner, 0, inner.length) + "w";
  }

  private static void write(Path file, boolean packed, String text) throws IOException {
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = packed ? new GZIPOutputStream(raw) : raw) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aDamagedTableIsReadOrRefusedByName() throws IOException {
    byte[] plain = valid().getBytes(StandardCharsets.UTF_8);
    Path packed = directory.resolve("valid.csv.gz");
    write(packed, true, valid());
    int read = 0;
    for (int i = 0; i < 1_500; i++) {
      boolean ofPacked = i % 4 == 0;
      byte[] bytes = damaged(ofPacked ? Files.readAllBytes(packed) : plain);
      Path file = directory.resolve(ofPacked ? "damaged.csv.gz" : "damaged.csv");
      Files.write(file, bytes);
      for (String onError : List.of("fail", "skip")) {
        read += opens(file, onError) ? 1 : 0;
      }
    }
    assertThat(read).isBetween(200, 2_800);
  }

  private static boolean opens(Path file, String onError) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try {
      Datasets.open(file, Tables.config("label: y, on-error: " + onError));
      return true;
    } catch (InputException e) {
      assertThat(e).hasMessageContaining(String.valueOf(file.getFileName()));
      return false;
    } finally {
      long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
      assertThat(spent / 1e9).isLessThan(MOST_SECONDS);
    }
  }

  private static String valid() {
    List<String> lines = new ArrayList<>(List.of("x,w,y"));
    for (int i = 0; i < 40; i++) {
      lines.add(i * 0.37 + ",\"c, \"\"" + i % 3 + "\"\"\"," + i % 2);
    }
    return String.join("\n", lines);
  }

  private byte[] damaged(byte[] valid) {
    byte[] bytes = valid.clone();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "\",\n\r0e-.".charAt(random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default -> {
          int length = random.nextInt(bytes.length - at);
          System.arraycopy(bytes, random.nextInt(bytes.length - length), bytes, at, length);
        }
      }
    }
    return bytes;
  }
}
