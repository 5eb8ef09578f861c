package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.image.PictureFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The image files below a directory: one sub-directory for each class, perhaps below {@code train},
 * {@code val} and {@code test}. Names that begin with a dot are passed over, links are followed.
 */
final class ImageFolder {
  /** How the note on empty class directories begins. */
  static final String EMPTY = "Directories without images";

  private static final int DEEPEST = 32;

  /**
   * One image file.
   *
   * @param place its path below the root, with slashes
   * @param className the sub-directory that it is in
   * @param part the part above that, null if there is none
   */
  record ImageFile(Path path, String place, String className, @Nullable Part part) {}

  private final Path root;
  private final List<ImageFile> files = new ArrayList<>();
  private final List<Unusable> unusable = new ArrayList<>();
  private final List<String> empty = new ArrayList<>();
  private final List<String> loose = new ArrayList<>();
  private final Map<String, Integer> otherEndings = new TreeMap<>();

  private ImageFolder(Path root) {
    this.root = root;
  }

  /**
   * Looks through a directory.
   *
   * @throws InputException if it has no sub-directory with images
   */
  static ImageFolder scan(Path root) {
    ImageFolder folder = new ImageFolder(root);
    List<Path> top = folder.directories(root);
    folder.noteLoose(root);
    if (isSplit(top)) {
      for (Path directory : top) {
        Part part = Part.of(name(directory));
        if (part == null) {
          folder.scanBeside(directory);
        } else {
          folder.noteLoose(directory);
          folder.directories(directory).forEach(c -> folder.scanClass(c, part));
        }
      }
    } else {
      top.forEach(c -> folder.scanClass(c, null));
    }
    folder.files.sort(Comparator.comparing(ImageFile::place));
    if (folder.files.isEmpty()) {
      throw folder.noImages(top);
    }
    return folder;
  }

  /**
   * Looks for images at any depth below a directory, whose names are no classes; or takes the one
   * that {@code input} is.
   *
   * @throws InputException if there are none
   */
  static ImageFolder all(Path input) {
    if (!Files.isDirectory(input)) {
      ImageFolder single =
          new ImageFolder(Objects.requireNonNull(input.toAbsolutePath().getParent()));
      single.files.add(new ImageFile(input, name(input), "", null));
      return single;
    }
    ImageFolder folder = new ImageFolder(input);
    folder.walk(input, "", null);
    folder.files.sort(Comparator.comparing(ImageFile::place));
    if (folder.files.isEmpty()) {
      if (!folder.unusable.isEmpty()) {
        throw Unusable.refuse(input.toString(), folder.unusable, 0);
      }
      throw new InputException(
          "%s: no file below it ends in %s, and the model was trained on images; name a directory that"
                  .formatted(input, String.join(", ", PictureFile.ENDINGS))
              + " has some");
    }
    return folder;
  }

  /** Sorted by path. */
  List<ImageFile> files() {
    return files;
  }

  /** What could not be looked into. */
  List<Unusable> unusable() {
    return unusable;
  }

  /** What was passed over, in plain sentences. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!otherEndings.isEmpty()) {
      List<String> counts = new ArrayList<>();
      otherEndings.forEach((ending, count) -> counts.add(ending + " (" + count + ")"));
      notes.add("Files of other formats, left out: " + String.join(", ", counts) + ".");
    }
    if (!empty.isEmpty()) {
      notes.add(EMPTY + ", left out: " + String.join(", ", empty) + ".");
    }
    if (!loose.isEmpty()) {
      notes.add(
          "Images in no class directory, left out: %d (such as %s)."
              .formatted(loose.size(), loose.get(0)));
    }
    return notes;
  }

  private static boolean isSplit(List<Path> top) {
    List<@Nullable Part> parts = new ArrayList<>();
    top.forEach(directory -> parts.add(Part.of(name(directory))));
    boolean others = parts.contains(null);
    return parts.contains(Part.TRAIN)
        && (!others || parts.contains(Part.TEST) || parts.contains(Part.VALIDATION));
  }

  /** Between the parts of a split only what holds no images may lie. */
  private void scanBeside(Path directory) {
    int before = files.size();
    scanClass(directory, null);
    if (files.size() > before) {
      throw new InputException(
          "%s: has parts such as train and test, and images in '%s' beside them; move that directory"
                  .formatted(root, name(directory))
              + " below the parts, or elsewhere");
    }
  }

  /** Images that are in no class directory have no label. */
  private void noteLoose(Path directory) {
    try (Stream<Path> inside = Files.list(directory)) {
      inside.filter(path -> isImage(name(path))).map(this::place).sorted().forEach(loose::add);
    } catch (IOException e) {
      unusable.add(new Unusable(place(directory), "cannot be read: " + reason(e)));
    }
  }

  private static boolean isImage(String name) {
    return !name.startsWith(".") && PictureFile.ENDINGS.contains(ending(name));
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
  }

  private void scanClass(Path directory, @Nullable Part part) {
    int before = files.size();
    int brokenBefore = unusable.size();
    if (holdsRoot(directory)) {
      unusable.add(loop(directory));
      return;
    }
    walk(directory, name(directory), part);
    if (files.size() == before && unusable.size() == brokenBefore) {
      empty.add(place(directory));
    }
  }

  private void walk(Path directory, String className, @Nullable Part part) {
    try {
      Files.walkFileTree(
          directory,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          DEEPEST,
          new Visitor(className, part));
    } catch (IOException e) {
      unusable.add(new Unusable(place(directory), "cannot be read: " + reason(e)));
    }
  }

  /** A link back to the root or above would show every image again, below another class. */
  private boolean holdsRoot(Path directory) {
    try {
      return root.toRealPath().startsWith(directory.toRealPath());
    } catch (IOException e) {
      return false; // the visit will say what is wrong
    }
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final String className;
    private final @Nullable Part part;

    Visitor(String className, @Nullable Part part) {
      this.className = className;
      this.part = part;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (directory.equals(root)) {
        return FileVisitResult.CONTINUE; // whatever its name
      }
      if (holdsRoot(directory)) {
        unusable.add(loop(directory));
        return FileVisitResult.SKIP_SUBTREE;
      }
      return name(directory).startsWith(".")
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      StopRequest.heed("looking for images");
      String name = name(file);
      String ending = ending(name);
      if (isImage(name)) {
        files.add(new ImageFile(file, place(file), className, part));
      } else if (!name.startsWith(".")) {
        otherEndings.merge(ending.isEmpty() ? "without an ending" : ending, 1, Integer::sum);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      unusable.add(
          e instanceof FileSystemLoopException
              ? loop(file)
              : new Unusable(place(file), "cannot be read: " + reason(e)));
      return FileVisitResult.CONTINUE;
    }
  }

  private Unusable loop(Path link) {
    return new Unusable(
        place(link), "is a symbolic link to a directory that it lies in; remove the link");
  }

  private String place(Path path) {
    return root.relativize(path).toString().replace(File.separatorChar, '/');
  }

  private List<Path> directories(Path parent) {
    try (Stream<Path> inside = Files.list(parent)) {
      return inside
          .filter(path -> !name(path).startsWith(".") && !name(path).equals("__MACOSX"))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InputException(
          "%s: the directory cannot be read: %s; check the path and its permissions"
              .formatted(parent, reason(e)),
          e);
    }
  }

  private InputException noImages(List<Path> top) {
    if (!unusable.isEmpty()) {
      return Unusable.refuse(root.toString(), unusable, 0);
    }
    if (!loose.isEmpty()) {
      throw new InputException(
          "%s: holds %s in no class directory (such as %s); put them into one sub-directory for each"
                  .formatted(root, Unit.IMAGE.count(loose.size()), loose.get(0))
              + " class, perhaps below train, val and test");
    }
    String found =
        top.isEmpty()
            ? "it has no sub-directory"
            : "there are %d sub-directories (%s), but no file in them ends in %s"
                .formatted(
                    top.size(),
                    String.join(", ", top.stream().limit(5).map(ImageFolder::name).toList()),
                    String.join(", ", PictureFile.ENDINGS));
    return new InputException(
        "%s: neither a %s nor images were found: %s; images belong in one sub-directory for each"
                .formatted(root, Descriptor.FILE_NAME, found)
            + " class, a table needs its .csv named");
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private static String name(Path path) {
    return Objects.requireNonNull(path.getFileName()).toString();
  }
}
