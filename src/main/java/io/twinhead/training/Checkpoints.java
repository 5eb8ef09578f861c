package io.twinhead.training;

import io.twinhead.config.InputException;
import io.twinhead.run.CheckpointName;
import io.twinhead.run.Durable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The saved states of one training, named by {@link CheckpointName}. Each appears whole, after it
 * has reached the disk; of the older ones only the last few are kept, and the one at the end of the
 * best epoch. One that cannot be used is renamed to {@code .unusable} before the next is saved.
 */
final class Checkpoints {
  private static final String TEMPORARY = "step-\\d{8,18}\\.tmp";

  private final Path folder;
  private final int keep;
  private final List<Path> unusable = new ArrayList<>();
  private long best = -1;

  /**
   * Those in a folder, which need not exist.
   *
   * @param keep so many of the last, at least 1
   */
  Checkpoints(Path folder, int keep) {
    this.folder = folder;
    this.keep = keep;
  }

  /** Saves a state, and deletes what is no longer needed. */
  void write(Checkpoint checkpoint, Identity identity) throws IOException {
    try {
      save(checkpoint, identity);
    } catch (NoSuchFileException | FileNotFoundException e) { // somebody removes the folder
      save(checkpoint, identity);
    }
    prune();
  }

  private void save(Checkpoint checkpoint, Identity identity) throws IOException {
    TrainingState state = checkpoint.state();
    Path place = folder.resolve(CheckpointName.of(state.steps()));
    Path temporary = folder.resolve(CheckpointName.withoutSuffix(place) + ".tmp");
    if (state.atBest()) {
      best = state.steps();
    }
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder);
      }
      setAside();
      new CheckpointFile(checkpoint, identity, best).write(temporary);
      Durable.move(temporary, place);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  private void setAside() throws IOException {
    for (Path file : unusable) {
      if (Files.exists(file)) {
        Durable.move(file, file.resolveSibling(file.getFileName() + ".unusable"));
      }
    }
    unusable.clear();
  }

  private void prune() throws IOException {
    List<Path> older = new ArrayList<>(CheckpointName.newestFirst(folder));
    older.removeIf(file -> CheckpointName.steps(file) == best);
    for (Path file : older.subList(Math.min(keep, older.size()), older.size())) {
      Files.deleteIfExists(file);
    }
    for (Path file : temporary()) {
      Files.deleteIfExists(file);
    }
  }

  private List<Path> temporary() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(TEMPORARY)).toList();
    }
  }

  /**
   * The newest that can be used.
   *
   * @param say is told of those that cannot
   * @return null if there is none
   * @throws InputException if none of several can be used, or one is whole and of another version
   * @throws IOException if one cannot be read, which says nothing about it
   */
  @Nullable CheckpointFile newest(Consumer<String> say) throws IOException {
    List<String> refusals = new ArrayList<>();
    for (Path file : CheckpointName.newestFirst(folder)) {
      try {
        CheckpointFile read = read(file);
        best = read.bestSteps();
        String name = CheckpointName.withoutSuffix(file);
        refusals.forEach(why -> say.accept(why + ": going on from " + name));
        return read;
      } catch (TornFile e) {
        unusable.add(file);
        refusals.add(
            "checkpoint %s cannot be used (%s)"
                .formatted(CheckpointName.withoutSuffix(file), e.getMessage()));
      }
    }
    if (refusals.size() > 1) {
      throw new InputException(
          "%s: of %d checkpoints none can be used: %s; restore one, or begin anew with --overwrite"
              .formatted(folder, refusals.size(), refusals.get(0)));
    }
    refusals.forEach(why -> say.accept(why + ": starting over"));
    return null;
  }

  private static CheckpointFile read(Path file) throws IOException {
    CheckpointFile read = CheckpointFile.read(file);
    if (read.checkpoint().state().steps() != CheckpointName.steps(file)) {
      throw new TornFile("it is not of that step");
    }
    return read;
  }
}
