package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import io.twinhead.image.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Examples: rows of a table in file order (of several files: train, validation, test), or images in
 * the order of their paths.
 *
 * <p>Immutable. Rows are numbered from 0; arrays are handed out as copies.
 */
public final class Dataset {
  private final String name;
  private final String sha256;
  private final Inputs inputs;
  private final Labels labels;
  private final RowUse use;
  private final int duplicates;
  private final List<String> notes;
  private final Origin origin;

  Dataset(
      String name,
      String sha256,
      Inputs inputs,
      Labels labels,
      RowUse use,
      int duplicates,
      List<String> notes) {
    this(name, sha256, inputs, labels, use, duplicates, notes, Origin.UNKNOWN);
  }

  private Dataset(
      String name,
      String sha256,
      Inputs inputs,
      Labels labels,
      RowUse use,
      int duplicates,
      List<String> notes,
      Origin origin) {
    this.origin = origin;
    this.name = name;
    this.sha256 = sha256;
    this.inputs = inputs;
    this.labels = labels;
    this.use = use;
    this.duplicates = duplicates;
    this.notes = List.copyOf(notes);
  }

  public String name() {
    return name;
  }

  /** What its columns are for, and where it comes from. */
  public Origin origin() {
    return origin;
  }

  /** The same data with what their description and their user say. */
  Dataset from(Origin said) {
    return new Dataset(name, sha256, inputs, labels, use, duplicates, notes, said);
  }

  /**
   * SHA-256 in hexadecimal digits: of the bytes of all files in order; of a directory of images,
   * over each file's path, a 0 byte and the file's own SHA-256.
   */
  public String sha256() {
    return sha256;
  }

  public Task task() {
    return labels.task();
  }

  public int rows() {
    return use.weights().length;
  }

  /** What one example is called. */
  public Unit unit() {
    return inputs.unit();
  }

  /** What the examples look like, such as "30 columns" or "28 x 28 pixels, grey". */
  public String description() {
    return inputs.description();
  }

  /** Where to find an example, such as "row 17" or the path of an image. */
  public String place(int row) {
    return inputs.place(row);
  }

  /**
   * The shape of one image: height, width, channels. Empty for a table, whose number of inputs
   * depends on the preprocessing.
   */
  public Optional<int[]> imageShape() {
    return inputs instanceof PictureInputs images
        ? Optional.of(images.size().shape())
        : Optional.empty();
  }

  /** One image, in the size that all are brought to; empty for a table. */
  public Optional<Picture> picture(int row) {
    return inputs instanceof PictureInputs images
        ? Optional.of(images.pictures().get(row))
        : Optional.empty();
  }

  /** Class (or label) names, index = code. Of two classes the second is the positive one. */
  public List<String> classes() {
    return labels.classes();
  }

  /**
   * The class that probabilities and metrics are about.
   *
   * @throws IllegalStateException unless the task is {@link Task#BINARY}
   */
  public String positive() {
    if (task() != Task.BINARY) {
      throw new IllegalStateException("only two classes have a positive one");
    }
    return classes().get(1);
  }

  /**
   * The class code of each row; 1 is the positive class if there are two.
   *
   * @throws InputException if several labels may hold at once
   */
  public int[] labels() {
    if (task() == Task.MULTILABEL) {
      throw new InputException(
          "%s: several of its %d labels may hold at once (multi-label), and this needs one class per"
                  .formatted(name, classes().size())
              + " row; choose one column with --label");
    }
    return labels.codes().clone();
  }

  /**
   * 0 or 1 for each row and label.
   *
   * @throws IllegalStateException unless the task is {@link Task#MULTILABEL}
   */
  public byte[][] indicators() {
    return Arrays.stream(rawIndicators()).map(byte[]::clone).toArray(byte[][]::new);
  }

  /**
   * The first row for which not exactly one of several labels holds; none if they could be classes.
   *
   * @throws IllegalStateException unless the task is {@link Task#MULTILABEL}
   */
  public OptionalInt firstNotOneHot() {
    int row = IndicatorLabels.firstNotOneHot(rawIndicators());
    return row < 0 ? OptionalInt.empty() : OptionalInt.of(row);
  }

  /**
   * The labels that hold for a row.
   *
   * @throws IllegalStateException unless the task is {@link Task#MULTILABEL}
   */
  public List<String> labelsOf(int row) {
    byte[] holds = rawIndicators()[row];
    return IntStream.range(0, holds.length)
        .filter(k -> holds[k] == 1)
        .mapToObj(classes()::get)
        .toList();
  }

  private byte[][] rawIndicators() {
    byte[][] indicators = labels.indicators();
    if (indicators == null) {
      throw new IllegalStateException("each row has one class, see labels()");
    }
    return indicators;
  }

  /** The weight of each row as given, not normalised; all 1 without a weight column. */
  public double[] weights() {
    return use.weights().clone();
  }

  /**
   * The number of rows whose features and label exactly repeat an earlier row's; of images whose
   * pixels do.
   */
  public int duplicates() {
    return duplicates;
  }

  /** True if the data set says itself which rows are for training and which for testing. */
  public boolean hasTestSplit() {
    return use.parts() != null;
  }

  /** True if a column says which rows stay together, or images repeat others. */
  public boolean grouped() {
    return use.groups() != null;
  }

  /** True if a time column orders the rows, so that every seed gets the same splits. */
  public boolean timeOrdered() {
    return use.times() != null;
  }

  /**
   * A code for each of the rows, the same for those that are not independent of each other: rows of
   * a group; without groups stretches of consecutive rows if there is a time column, or else rows
   * whose features (or pixels) are exact copies, whatever their labels.
   */
  public int[] clusters(int[] rows) {
    return RowClusters.of(this, rows);
  }

  /**
   * A code for each of the rows, the same for those whose features (or pixels) are exact copies,
   * whatever their labels.
   */
  public int[] copies(int[] rows) {
    return RowClusters.copies(this, rows);
  }

  /** What the user should know about how the data were read, in plain sentences. */
  public List<String> notes() {
    return notes;
  }

  Inputs inputs() {
    return inputs;
  }

  /** Targets and weights of the given rows, beside their features. */
  Examples examples(Features features, int[] rows) {
    float[] weights = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      weights[i] = (float) use.weights()[rows[i]];
    }
    return new Examples(features, labels.targets(rows), weights);
  }

  /** The targets of every row. */
  public Targets targets() {
    return labels.targets(IntStream.range(0, rows()).toArray());
  }

  /** The class of each row to balance splits by; the rarest of its labels if they may overlap. */
  int[] strata() {
    byte[][] indicators = labels.indicators();
    return indicators == null
        ? labels.codes()
        : LabelStrata.of(indicators, labels.classes().size());
  }

  int @Nullable [] groups() {
    return use.groups();
  }

  int @Nullable [] times() {
    return use.times();
  }

  Part @Nullable [] parts() {
    return use.parts();
  }
}
