package io.twinhead.training;

import io.twinhead.run.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The saved states of one training: {@code step-00001234.safetensors} for that after so many steps.
 * Each appears whole, after it has reached the disk; of the older ones only the last few are kept,
 * and the one at the end of the best epoch.
 */
final class Checkpoints {
  private static final String NAME = "step-(\\d{8,18})\\.safetensors";
  private static final String TEMPORARY = "step-\\d{8,18}\\.tmp";

  private final Path folder;
  private final int keep;
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
    TrainingState state = checkpoint.state();
    String name = String.format(Locale.ROOT, "step-%08d", state.steps());
    Path temporary = folder.resolve(name + ".tmp");
    Path place = folder.resolve(name + ".safetensors");
    if (state.atBest()) {
      best = state.steps();
    }
    try {
      new CheckpointFile(checkpoint, identity, best).write(temporary);
      Durable.move(temporary, place);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    prune(state.steps());
  }

  /** What is beyond {@code last} cannot be used, or it would have been gone on from. */
  private void prune(long last) throws IOException {
    List<Path> older = new ArrayList<>();
    for (Path file : newestFirst()) {
      if (steps(file) > last) {
        Files.delete(file);
      } else if (steps(file) != best) {
        older.add(file);
      }
    }
    for (Path file : older.subList(Math.min(keep, older.size()), older.size())) {
      Files.delete(file);
    }
    for (Path file : files(TEMPORARY)) {
      Files.delete(file);
    }
  }

  /**
   * The newest that can be used.
   *
   * @param parameters of the network
   * @param say is told of those that cannot
   * @return null if there is none
   */
  @Nullable CheckpointFile newest(long parameters, Consumer<String> say) throws IOException {
    List<String> unusable = new ArrayList<>();
    for (Path file : newestFirst()) {
      try {
        CheckpointFile read = CheckpointFile.read(file, parameters);
        if (read.checkpoint().state().steps() == steps(file)) {
          best = read.bestSteps();
          unusable.forEach(why -> say.accept(why + ": going on from " + name(file)));
          return read;
        }
        unusable.add(refusal(file, "it is not of that step"));
      } catch (IOException e) {
        unusable.add(refusal(file, String.valueOf(e.getMessage())));
      }
    }
    unusable.forEach(why -> say.accept(why + ": starting over"));
    return null;
  }

  private static String refusal(Path file, String reason) {
    return "checkpoint %s cannot be used (%s)".formatted(name(file), reason);
  }

  private List<Path> newestFirst() throws IOException {
    return files(NAME).stream()
        .sorted(Comparator.comparingLong(Checkpoints::steps).reversed())
        .toList();
  }

  private List<Path> files(String pattern) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(pattern)).toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".safetensors", "");
  }

  private static long steps(Path file) {
    return Long.parseLong(name(file).replace("step-", ""));
  }
}
