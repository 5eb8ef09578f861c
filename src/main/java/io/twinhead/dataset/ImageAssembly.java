package io.twinhead.dataset;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Images one after the other, with their classes, on the way to a data set. */
final class ImageAssembly {
  private final Descriptor descriptor;
  private final String source;
  private final @Nullable String positive;
  private final @Nullable Task task;
  private final @Nullable LearntClasses learnt;
  private final List<String> places = new ArrayList<>();
  private final List<String> classNames = new ArrayList<>();
  private final List<@Nullable Part> parts = new ArrayList<>();
  private final List<String> hashes = new ArrayList<>();
  private final Set<String> labels = new TreeSet<>(ClassLabels.ORDER);
  private final List<String> notes = new ArrayList<>();

  /**
   * @param said by the user about the data; wins over the descriptor
   * @param learnt by a model; null to find classes in the data
   */
  ImageAssembly(
      Descriptor descriptor, String source, DataConfig said, @Nullable LearntClasses learnt) {
    this.learnt = learnt;
    this.descriptor = descriptor;
    this.source = source;
    this.positive = said.positive() != null ? said.positive() : descriptor.positive();
    this.task = said.task() != null ? said.task() : descriptor.task();
  }

  /** Whether images of a class belong to the data set. */
  boolean keeps(String label) {
    labels.add(label);
    return descriptor.classes() == null || descriptor.classes().byValue().containsKey(label);
  }

  /** Adds an image, whose hash tells whether it is the same as another. */
  void add(String place, String label, @Nullable Part part, String hash) {
    places.add(place);
    classNames.add(
        descriptor.classes() == null
            ? label
            : Objects.requireNonNull(descriptor.classes().byValue().get(label)));
    parts.add(part);
    hashes.add(hash);
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  /**
   * Everything together.
   *
   * @param pictures in the order in which the images were added
   * @throws InputException if there are fewer than two classes, or other labels than described
   */
  Dataset dataset(String sha256, Pictures pictures) {
    descriptor.requireHash(source, sha256);
    descriptor.requireRows(source, Unit.IMAGE, places.size());
    Labels labels = labels();
    Part[] split = split();
    int[] originals = originals();
    int copies = 0;
    for (int i = 0; i < originals.length; i++) {
      copies += originals[i] == i ? 0 : 1;
    }
    if (copies > 0) {
      noteCopies(originals, copies, split);
    }
    double[] weights = new double[places.size()];
    Arrays.fill(weights, 1);
    RowUse use = new RowUse(weights, copies > 0 ? originals : null, null, split);
    List<String> all = new ArrayList<>(labels.notes());
    all.addAll(notes);
    return new Dataset(
        Objects.requireNonNull(descriptor.name()),
        sha256,
        new PictureInputs(pictures, places),
        labels,
        use,
        copies,
        all);
  }

  private Labels labels() {
    if (learnt != null && !places.isEmpty()) {
      List<String> names = learnt.names();
      int[] codes =
          classNames.stream().mapToInt(c -> names.indexOf(learnt.match(source, c))).toArray();
      return learnt.exclusive(source, Unit.IMAGE, codes);
    }
    List<String> classes = classes();
    int[] codes = classNames.stream().mapToInt(classes::indexOf).toArray();
    return Labels.exclusive(source, Unit.IMAGE, classes, codes, positive).requireTask(source, task);
  }

  private List<String> classes() {
    TreeSet<String> found = new TreeSet<>(ClassLabels.ORDER);
    found.addAll(classNames);
    if (descriptor.classes() != null) {
      return given(descriptor.classes(), found);
    }
    if (found.size() < 2) {
      String left =
          notes.stream()
              .filter(note -> note.startsWith("Left out") || note.startsWith(ImageFolder.EMPTY))
              .collect(Collectors.joining(" "));
      throw new OneClassException(
          "%s: all %s are of one class, '%s', and there is nothing to learn from that: add images of"
                  .formatted(source, Unit.IMAGE.count(places.size()), found.first())
              + " another class"
              + (left.isEmpty() ? "" : " (" + left + ")"));
    }
    return List.copyOf(found);
  }

  private List<String> given(ClassNames classes, Set<String> found) {
    List<String> names = new ArrayList<>(new LinkedHashSet<>(classes.byValue().values()));
    for (Map.Entry<String, String> described : classes.byValue().entrySet()) {
      if (!found.contains(described.getValue())) {
        throw new InputException(
            "%s: there is no image of the class '%s'; classes says it is labelled '%s', and the labels are"
                    .formatted(source, described.getValue(), described.getKey())
                + " "
                + String.join(", ", labels.stream().limit(12).toList())
                + ": correct classes, or add images");
      }
    }
    return names;
  }

  /** The parts that the data give; without test images they give none. */
  private Part @Nullable [] split() {
    if (parts.contains(Part.TEST) && parts.contains(Part.TRAIN)) {
      return parts.toArray(Part[]::new);
    }
    if (parts.contains(Part.TRAIN) && parts.contains(Part.VALIDATION)) {
      notes.add(
          "There are images for training and validation, but none for testing: both are put together"
              + " and split anew.");
    }
    return null;
  }

  /** For each image the first one with the same pixels. */
  private int[] originals() {
    Map<String, Integer> first = new HashMap<>();
    int[] originals = new int[hashes.size()];
    for (int i = 0; i < originals.length; i++) {
      Integer earlier = first.putIfAbsent(hashes.get(i), i);
      originals[i] = earlier == null ? i : earlier;
    }
    return originals;
  }

  private void noteCopies(int[] originals, int copies, Part @Nullable [] split) {
    Map<String, Integer> examples = new LinkedHashMap<>();
    Map<String, Integer> conflicts = new LinkedHashMap<>();
    Map<String, Integer> leaks = new LinkedHashMap<>();
    for (int i = 0; i < originals.length; i++) {
      int original = originals[i];
      if (original == i) {
        continue;
      }
      String pair = places.get(i) + " = " + places.get(original);
      examples.put(pair, i);
      if (!classNames.get(i).equals(classNames.get(original))) {
        conflicts.put(pair, i);
      }
      if (split != null && split[i] != split[original]) {
        leaks.put(pair, i);
      }
    }
    notes.add(
        "Exact copies of an earlier image: %d (such as %s)%s."
            .formatted(
                copies,
                first(examples),
                split == null ? "; copies stay in one fold with their original" : ""));
    if (!conflicts.isEmpty()) {
      notes.add(
          "Copies with another class than their original: %d (such as %s); one of each pair is wrong."
              .formatted(conflicts.size(), first(conflicts)));
    }
    if (!leaks.isEmpty()) {
      notes.add(
          "Copies in another part of the given split than their original: %d (such as %s); they flatter"
                  .formatted(leaks.size(), first(leaks))
              + " results.");
    }
  }

  private static String first(Map<String, Integer> pairs) {
    return pairs.keySet().iterator().next();
  }
}
