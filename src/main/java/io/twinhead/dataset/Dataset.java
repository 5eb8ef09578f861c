package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table in memory, rows in file order (of several files: train, validation, test).
 *
 * <p>Immutable. Rows are numbered from 0; arrays are handed out as copies.
 */
public final class Dataset {
  private final String name;
  private final String sha256;
  private final List<Column> features;
  private final Labels labels;
  private final RowUse use;
  private final int duplicates;
  private final List<String> notes;

  Dataset(
      String name,
      String sha256,
      List<Column> features,
      Labels labels,
      RowUse use,
      int duplicates,
      List<String> notes) {
    this.name = name;
    this.sha256 = sha256;
    this.features = List.copyOf(features);
    this.labels = labels;
    this.use = use;
    this.duplicates = duplicates;
    this.notes = List.copyOf(notes);
  }

  public String name() {
    return name;
  }

  /** SHA-256 of the bytes of all files in order, in hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  public Task task() {
    return labels.task();
  }

  public int rows() {
    return use.weights().length;
  }

  /** The number of feature columns, before categories are spread out. */
  public int columns() {
    return features.size();
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
    byte[][] indicators = labels.indicators();
    if (indicators == null) {
      throw new IllegalStateException("each row has one class, see labels()");
    }
    return Arrays.stream(indicators).map(byte[]::clone).toArray(byte[][]::new);
  }

  /** The weight of each row as given, not normalised; all 1 without a weight column. */
  public double[] weights() {
    return use.weights().clone();
  }

  /** The number of rows whose features and label exactly repeat an earlier row's. */
  public int duplicates() {
    return duplicates;
  }

  /** True if the data set says itself which rows are for training and which for testing. */
  public boolean hasTestSplit() {
    return use.parts() != null;
  }

  /** True if a time column orders the rows, so that every seed gets the same splits. */
  public boolean timeOrdered() {
    return use.times() != null;
  }

  /** What the user should know about how the data were read, in plain sentences. */
  public List<String> notes() {
    return notes;
  }

  List<Column> features() {
    return features;
  }

  /** The class of each row to balance splits by; 0 everywhere if labels may overlap. */
  int[] strata() {
    return task() == Task.MULTILABEL ? new int[rows()] : labels.codes();
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
