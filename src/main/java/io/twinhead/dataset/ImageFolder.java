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
    if (isSplit(top)) {
      for (Path part : top) {
        folder.directories(part).forEach(c -> folder.scanClass(c, Part.of(name(part))));
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
      notes.add(
          "Files that are no images by their name, left out: " + String.join(", ", counts) + ".");
    }
    if (!empty.isEmpty()) {
      notes.add(EMPTY + ", left out: " + String.join(", ", empty) + ".");
    }
    return notes;
  }

  private static boolean isSplit(List<Path> top) {
    List<@Nullable Part> parts = new ArrayList<>();
    top.forEach(directory -> parts.add(Part.of(name(directory))));
    return parts.contains(Part.TRAIN) && !parts.contains(null);
  }

  private void scanClass(Path directory, @Nullable Part part) {
    int before = files.size();
    int brokenBefore = unusable.size();
    if (holdsRoot(directory)) {
      unusable.add(loop(directory));
      return;
    }
    try {
      Files.walkFileTree(
          directory,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          DEEPEST,
          new Visitor(name(directory), part));
    } catch (IOException e) {
      unusable.add(new Unusable(place(directory), "cannot be read: " + reason(e)));
    }
    if (files.size() == before && unusable.size() == brokenBefore) {
      empty.add(place(directory));
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
      return name(directory).startsWith(".")
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = name(file);
      int dot = name.lastIndexOf('.');
      String ending = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
      if (name.startsWith(".")) {
        return FileVisitResult.CONTINUE;
      }
      if (PictureFile.ENDINGS.contains(ending)) {
        files.add(new ImageFile(file, place(file), className, part));
      } else {
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
