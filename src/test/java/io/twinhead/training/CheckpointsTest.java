package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final Identity IDENTITY = new Identity(Map.of(), Map.of());

  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();

  @Test
  void keepsTheLastAndThatOfTheBestEpoch() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    write(checkpoints, 10, 1, 2, 3, 4, 5);
    assertThat(steps()).containsExactly(10L, 40L, 50L);
    Checkpoints later = new Checkpoints(folder, 1);
    assertThat(later.newest(said::add)).isNotNull();
    later.write(checkpoint(60, 1, 6), IDENTITY);
    assertThat(steps()).containsExactly(10L, 60L);
    later.write(checkpoint(70, 7, 7), IDENTITY);
    assertThat(steps()).containsExactly(60L, 70L);
  }

  @Test
  void goesOnFromTheOneBeforeATornOne() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder, 3);
    write(checkpoints, 10, 1, 2, 3);
    Path torn = folder.resolve("step-00000030.safetensors");
    Files.write(torn, Arrays.copyOf(Files.readAllBytes(torn), 700));
    Files.move(
        folder.resolve("step-00000020.safetensors"), folder.resolve("step-00000025.safetensors"));
    CheckpointFile from = Objects.requireNonNull(checkpoints.newest(said::add));
    assertThat(from.checkpoint().state().steps()).isEqualTo(10);
    assertThat(said)
        .containsExactly(
            "checkpoint step-00000030 cannot be used (its SHA-256 differs): going on from step-00000010",
            "checkpoint step-00000025 cannot be used (it is not of that step): going on from step-00000010");
    checkpoints.write(checkpoint(20, 1, 2), IDENTITY);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "step-00000010.safetensors",
            "step-00000020.safetensors",
            "step-00000025.safetensors.unusable",
            "step-00000030.safetensors.unusable");
  }

  @Test
  void startsOverIfTheOnlyOneCannotBeUsed() throws IOException {
    Files.writeString(folder.resolve("step-00000010.safetensors"), "");
    Files.writeString(folder.resolve("step-00000011.tmp"), "");
    Files.writeString(folder.resolve("notes.txt"), "");
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    assertThat(checkpoints.newest(said::add)).isNull();
    assertThat(said)
        .containsExactly("checkpoint step-00000010 cannot be used (it is cut off): starting over");
    checkpoints.write(checkpoint(5, 1, 1), IDENTITY);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "notes.txt", "step-00000005.safetensors", "step-00000010.safetensors.unusable");
  }

  @Test
  void stopsIfNoneOfSeveralCanBeUsed() throws IOException {
    Files.writeString(folder.resolve("step-00000010.safetensors"), "");
    Files.writeString(folder.resolve("step-00000020.safetensors"), "");
    assertThatThrownBy(() -> new Checkpoints(folder, 2).newest(said::add))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("of 2 checkpoints none can be used: checkpoint step-00000020")
        .hasMessageContaining("--overwrite");
    assertThat(said).isEmpty();
    assertThat(steps()).containsExactly(10L, 20L);
  }

  @Test
  void takesNoFailureToReadForATornFile() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    write(checkpoints, 10, 1, 2);
    Files.createDirectory(folder.resolve("step-00000030.safetensors")); // opening it fails
    assertThatThrownBy(() -> checkpoints.newest(said::add))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(TornFile.class);
    assertThat(steps()).containsExactly(10L, 20L, 30L);
  }

  @Test
  void findsNoneWhereThereIsNoFolder() throws IOException {
    assertThat(new Checkpoints(folder.resolve("none"), 2).newest(said::add)).isNull();
    assertThat(said).isEmpty();
  }

  private static void write(Checkpoints checkpoints, int perEpoch, int... epochs)
      throws IOException {
    for (int epoch : epochs) {
      checkpoints.write(checkpoint(epoch * perEpoch, 1, epoch), IDENTITY);
    }
  }

  private static Checkpoint checkpoint(long steps, int best, int ended) {
    List<Epoch> history = new ArrayList<>();
    for (int epoch = 1; epoch <= ended; epoch++) {
      history.add(new Epoch(epoch, 1, epoch == best ? 0 : 1, Map.of(), 1, 1, 0));
    }
    TrainingState state =
        new TrainingState(ended + 1, 0, 0, 0, 0, steps, history, best, false, List.of());
    Weights weights = new Weights(new float[1], null, 1, 1);
    return new Checkpoint(state, null, weights, weights);
  }

  private List<Long> steps() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> Long.valueOf(file.getFileName().toString().replaceAll("\\D", "")))
          .sorted()
          .toList();
    }
  }
}
