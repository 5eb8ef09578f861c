package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.config.InputException;
import io.twinhead.config.PlanConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
  private static final int PARAMETERS = 300_001;
  private static final Identity IDENTITY = new Identity(Map.of("seed", "1"), Map.of());

  @TempDir private Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    Checkpoint saved = checkpoint(PARAMETERS);
    CheckpointFile read = CheckpointFile.read(write(saved));
    assertThat(read.identity()).isEqualTo(IDENTITY);
    assertThat(read.bestSteps()).isEqualTo(12);
    assertThat(read.checkpoint())
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(saved);
    assertThat(read.checkpoint().weights().parameters())
        .isEqualTo(saved.weights().parameters()); // exactly, NaN and signed zeros included
    assertThat(read.checkpoint().state().history().get(0).metrics()).containsEntry("mcc", null);
  }

  @Test
  void readsAStateBeforeTheFirstEpochOfAnUpdaterWithoutNumbers() throws IOException {
    Weights weights = new Weights(new float[] {1, 2}, null, 1, 0);
    Checkpoint saved = new Checkpoint(TrainingState.START.step(4, 2.5, 1, 0), null, weights, null);
    assertThat(CheckpointFile.read(write(saved)).checkpoint())
        .usingRecursiveComparison()
        .isEqualTo(saved);
  }

  @Test
  void isASafetensorsFile() throws Exception {
    Checkpoint saved = checkpoint(1000);
    byte[] bytes = Files.readAllBytes(write(saved));
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(in.getLong());
    assertThat(length % 8).isZero();
    String json = new String(bytes, 8, length, StandardCharsets.UTF_8);
    assertThat(json).startsWith("{\"__metadata__\":{\"state\":\"{\\\"schema\\\":1,");
    JsonNode header = new ObjectMapper().readTree(json);
    assertThat(header.fieldNames())
        .toIterable()
        .containsExactly(
            "__metadata__",
            "parameters",
            "updater_state",
            "best_parameters",
            "best_updater_state",
            "sha256");
    assertThat(header.at("/updater_state/dtype").asText()).isEqualTo("F32");
    assertThat(header.at("/updater_state/shape").toString()).isEqualTo("[2000]");
    assertThat(header.at("/updater_state/data_offsets").toString()).isEqualTo("[4000,12000]");
    assertThat(in.getFloat(8 + length + 4 * 17)).isEqualTo(saved.weights().parameters()[17]);
    assertThat(header.at("/sha256/data_offsets/1").asInt()).isEqualTo(bytes.length - 8 - length);
    MessageDigest digest = sha256();
    digest.update(bytes, 0, bytes.length - 32);
    assertThat(Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length))
        .isEqualTo(digest.digest());
  }

  @Test
  void detectsChangesAnywhere() throws IOException {
    Path file = write(checkpoint(40));
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(7);
    for (int at = 0; at < whole.length; at += 1 + random.nextInt(5)) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, changed);
      assertThatThrownBy(() -> CheckpointFile.read(file)).isInstanceOf(TornFile.class);
      Files.write(file, Arrays.copyOf(whole, at));
      assertThatThrownBy(() -> CheckpointFile.read(file)).isInstanceOf(TornFile.class);
    }
  }

  @Test
  void refusesANetworkOfAnotherSize() throws IOException {
    CheckpointFile read = CheckpointFile.read(write(checkpoint(1000)));
    read.requireParameters(1000);
    assertThatThrownBy(() -> read.requireParameters(999))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1000 parameters when the training began, now 999");
  }

  @Test
  void believesNoSizeBeyondTheFile() throws IOException {
    Path file = write(checkpoint(10));
    replace(file, "\"shape\":[10]", "\"shape\":[99]");
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("its tensor 'parameters'");
  }

  @Test
  void doesNotTakeAnotherVersionForATornFile() throws IOException {
    Path file = write(checkpoint(10));
    replace(file, "\\\"schema\\\":1", "\\\"schema\\\":2");
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("its schema is 2, not 1")
        .hasMessageContaining("--overwrite");
  }

  @Test
  void readsInAThreadThatIsAskedToStop() throws IOException {
    Path file = write(checkpoint(10));
    Thread.currentThread().interrupt();
    try {
      assertThat(CheckpointFile.read(file).bestSteps()).isEqualTo(12);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Writes a file anew with another text of the same length, and its hash. */
  private static void replace(Path file, String some, String other) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(some);
    byte[] bytes = text.replace(some, other).getBytes(StandardCharsets.ISO_8859_1);
    int body = bytes.length - 32;
    byte[] hash = sha256().digest(Arrays.copyOf(bytes, body));
    System.arraycopy(hash, 0, bytes, body, hash.length);
    Files.write(file, bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path write(Checkpoint checkpoint) throws IOException {
    Path file = folder.resolve("step-00000013.safetensors");
    new CheckpointFile(checkpoint, IDENTITY, 12).write(file);
    return file;
  }

  private static Checkpoint checkpoint(int parameters) {
    Map<String, @Nullable Double> metrics = new LinkedHashMap<>();
    metrics.put("log_loss", 1.0 / 3);
    metrics.put("mcc", null);
    Epoch epoch = new Epoch(1, Math.PI, 1.0 / 3, metrics, 1234.5678901234567, 0.1, 1e-17);
    TrainingState state =
        new TrainingState(
            2,
            32,
            0.1 + 0.2,
            1e-9,
            0,
            13,
            List.of(epoch),
            1,
            true,
            List.of(new Resumed(3, List.of("a from 1 to 2"))));
    return new Checkpoint(
        state,
        new PlanConfig("onednn", 2, 2, List.of("conv2 forward")),
        weights(parameters, 1),
        weights(parameters, 2));
  }

  private static Weights weights(int parameters, int seed) {
    Random random = new Random(seed);
    float[] numbers = new float[parameters];
    float[] state = new float[2 * parameters];
    for (int i = 0; i < state.length; i++) {
      state[i] = (float) random.nextGaussian();
      numbers[i / 2] = state[i];
    }
    numbers[0] = -0f;
    numbers[1] = Float.MIN_VALUE;
    return new Weights(numbers, state, 13, seed);
  }
}
