package io.twinhead.dataset;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import io.twinhead.config.InputException;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.ZipException;

/** A table with one header line, RFC 4180 quoting, and white space around cells ignored. */
final class CsvFile {
  /** Receives the rows below the header. */
  interface Sink {
    /** Takes a row with as many cells as the header. */
    void row(CsvRow row);

    /** Takes a row with more or fewer. */
    default void raggedRow(CsvRow row, InputException why) {
      throw why;
    }
  }

  private final Path file;
  private final char delimiter;
  private long line;

  CsvFile(Path file, char delimiter) {
    this.file = file;
    this.delimiter = delimiter;
  }

  /**
   * Reads the column names.
   *
   * @throws InputException if there is no header with distinct names
   */
  List<String> header() {
    return header(2);
  }

  /**
   * Reads the column names.
   *
   * @param fewest columns, 1 or 2: a table to learn from has a label and a feature
   * @throws InputException if there is no header with distinct names
   */
  List<String> header(int fewest) {
    List<String> names = new ArrayList<>();
    read(1, row -> IntStream.range(0, row.cells()).mapToObj(row::cell).forEach(names::add));
    checkHeader(names, fewest);
    return List.copyOf(names);
  }

  /**
   * Reads at most {@code limit} rows of {@code columns} cells each.
   *
   * @throws InputException naming file and line if the file cannot be read as such a table
   */
  void rows(int columns, long limit, Sink sink) {
    Consumer<CsvRow> belowHeader =
        new Consumer<>() {
          private boolean header = true;

          @Override
          public void accept(CsvRow row) {
            if (row.cells() != columns) {
              sink.raggedRow(row, ragged(row, columns));
            } else if (!header) {
              sink.row(row);
            }
            header = false;
          }
        };
    read(limit == Long.MAX_VALUE ? limit : limit + 1, belowHeader);
  }

  private void read(long records, Consumer<CsvRow> consumer) {
    line = 0;
    try (Reader text = TextInput.open(file);
        CsvReader<CsvRow> reader =
            CsvReader.builder()
                .fieldSeparator(delimiter)
                .trimWhitespacesAroundQuotes(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // see ragged()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(new Handler(), text);
        CloseableIterator<CsvRow> rows = reader.iterator()) {
      for (long i = 0; i < records && rows.hasNext(); i++) {
        StopRequest.heed("reading a table");
        CsvRow row = rows.next();
        line = row.line();
        if (row.cells() > 0) {
          consumer.accept(row);
        }
      }
    } catch (CsvParseException e) {
      throw parseError(e);
    } catch (UncheckedIOException e) {
      throw unreadable(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private InputException ragged(CsvRow row, int columns) {
    String cells = row.cells() == 1 ? "1 cell" : row.cells() + " cells";
    return new InputException(
        "%s:%d: this row has %s, but the header has %d; correct the row (a cell that holds the"
                .formatted(file, row.line(), cells, columns)
            + " delimiter needs double quotes around it)");
  }

  private InputException parseError(CsvParseException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause instanceof IOException io) {
      return unreadable(io);
    }
    return new InputException(
        "%s:%d: not a well-formed table: %s; look for an unclosed or stray double quote"
            .formatted(file, line + 1, cause.getMessage()),
        e);
  }

  private InputException unreadable(IOException e) {
    String after = line == 0 ? "" : " (after line " + line + ")";
    if (e instanceof CharacterCodingException || e instanceof CharConversionException) {
      return new InputException(
          file
              + ": is not a UTF-8 text table"
              + after
              + "; export it as CSV in UTF-8 (a compressed table must be named .csv.gz)",
          e);
    }
    if (e instanceof EOFException) {
      return new InputException(
          file + ": the gzip data end too early" + after + "; copy or download the file again", e);
    }
    if (e instanceof ZipException) {
      return new InputException(
          "%s: is named .gz but is not valid gzip data%s (%s); rename it, or copy it again"
              .formatted(file, after, e.getMessage()),
          e);
    }
    return new InputException(
        "%s: cannot be read%s: %s; check the file and its permissions".formatted(file, after, e),
        e);
  }

  private void checkHeader(List<String> names, int fewest) {
    if (names.isEmpty()) {
      throw new InputException(
          file + ": is empty; a table needs a header line and at least two rows");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        throw new InputException(
            "%s:1: column %d has no name; give every column of the header a name"
                .formatted(file, i + 1));
      }
      if (!seen.add(names.get(i))) {
        throw new InputException(
            "%s:1: column %d repeats the name '%s'; give every column its own name"
                .formatted(file, i + 1, names.get(i)));
      }
    }
    if (names.size() < fewest) {
      throw oneColumn(names.get(0));
    }
  }

  private InputException oneColumn(String header) {
    for (char other : new char[] {',', ';', '\t', '|'}) {
      if (header.indexOf(other) >= 0) {
        String name = other == '\t' ? "\\t" : String.valueOf(other);
        return new InputException(
            ("%s:1: the header '%s' is one column: the file seems to use '%s' as its delimiter, not"
                    + " '%c'; write a dataset.yaml with delimiter: \"%s\", or export it again")
                .formatted(file, header, name, delimiter, name));
      }
    }
    return new InputException(
        "%s:1: has the single column '%s'; a table needs a label and at least one feature"
            .formatted(file, header));
  }

  /** Keeps stripped cells without making a string of each; none of a blank line. */
  private static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {
    private final CsvRow row = new CsvRow();

    @Override
    protected void handleBegin(long startingLineNumber) {
      row.clear();
    }

    @Override
    protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
      int from = offset;
      int to = offset + length;
      while (from < to && Character.isWhitespace(text[from])) {
        from++;
      }
      while (to > from && Character.isWhitespace(text[to - 1])) {
        to--;
      }
      row.add(text, from, to - from);
    }

    @Override
    protected CsvRow buildRecord() {
      row.endAt(getStartingLineNumber());
      if (getRecordType() != RecordType.DATA) {
        row.clear();
      }
      return row;
    }
  }
}
