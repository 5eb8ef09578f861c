package io.twinhead.dataset;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.OnError;
import io.twinhead.dataset.Descriptor.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Examples to be predicted, in the order of the input. Labels that it may have are not looked at.
 *
 * @param unit what one example is called
 * @param features of those that can be used
 * @param ids of the same: the number of the data row, from 1, or the path of the image below the
 *     input
 * @param skipped one sentence for each example that cannot be used
 */
public record Unlabelled(Unit unit, Features features, List<String> ids, List<String> skipped) {
  public Unlabelled {
    ids = List.copyOf(ids);
    skipped = List.copyOf(skipped);
  }

  /**
   * Reads a table, or images: a file, a directory with any below it, or one with a {@code
   * dataset.yaml}. A table of any length takes the memory of some thousand rows.
   *
   * @param preprocessing of the model, which decides what is looked for
   * @param onError what to do about examples that cannot be used
   * @param sink takes the examples, a part after the other in input order, at least one; the
   *     features of a table's part are valid until it returns
   * @throws InputException if there is nothing of that kind, or an example cannot be used
   */
  public static void read(
      Path input, Preprocessing preprocessing, OnError onError, Consumer<Unlabelled> sink) {
    if (!Files.exists(input)) {
      throw Datasets.missing(input);
    }
    if (preprocessing instanceof TablePreprocessing table) {
      UnlabelledTable.read(input, table, onError, sink);
    } else if (isIdx(input)) {
      sink.accept(labelled(Datasets.open(input, DataConfig.EMPTY), preprocessing));
    } else {
      sink.accept(UnlabelledImages.read(input, (ImagePreprocessing) preprocessing, onError));
    }
  }

  /** Such files hold pixels only together with a description, which names the labels too. */
  private static boolean isIdx(Path input) {
    return Files.exists(input.resolve(Descriptor.FILE_NAME))
        && Objects.requireNonNull(Descriptor.read(input).format()) == Format.IDX;
  }

  private static Unlabelled labelled(Dataset data, Preprocessing preprocessing) {
    int[] all = IntStream.range(0, data.rows()).toArray();
    return new Unlabelled(
        data.unit(),
        preprocessing.apply(data, all).features(),
        IntStream.of(all).mapToObj(data::place).toList(),
        List.of());
  }

  /** Whether a file's name ends as a table's. */
  static boolean isTable(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".csv.gz");
  }
}
