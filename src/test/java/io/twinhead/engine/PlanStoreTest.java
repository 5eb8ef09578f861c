package io.twinhead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.PlanConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was measured is kept for this machine; without that, it is measured again. */
class PlanStoreTest {
  private static final String KEY = "conv0 [28, 28, 1] rows 32";
  private static final PlanConfig PLAN =
      new PlanConfig("onednn", 4, 2, List.of("conv2 forward", "conv2 input gradient"));

  @TempDir Path folder;

  @Test
  void findsInANewProcessWhatWasKept() {
    store("one").keep(KEY, PLAN);
    assertThat(store("one").find(KEY)).contains(PLAN);
  }

  @Test
  void keepsTheLatest() {
    PlanConfig later = new PlanConfig("nd4j", 1, 1, List.of());
    store("one").keep(KEY, PLAN);
    store("one").keep(KEY, later);
    assertThat(store("one").find(KEY)).contains(later);
  }

  @Test
  void findsNothingForAnotherNetworkOrOnAnotherMachine() {
    assertThat(store("one").find(KEY)).isEmpty();
    store("one").keep(KEY, PLAN);
    assertThat(store("one").find(KEY + "0")).isEmpty();
    assertThat(store("two").find(KEY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "kernels: [", "kernels: nd4j", "kernels: mkl\nslices: 1\nthreads: 1", "\0"})
  void findsNothingInABrokenFileAndReplacesIt(String content) throws IOException {
    store("one").keep(KEY, PLAN);
    Files.writeString(onlyFile(), content);
    assertThat(store("one").find(KEY)).isEmpty();
    store("one").keep(KEY, PLAN);
    assertThat(store("one").find(KEY)).contains(PLAN);
  }

  @Test
  void doesWithoutAFolderThatCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    PlanStore store = new PlanStore(file.resolve("plans"), "one", () -> 0);
    store.keep(KEY, PLAN);
    assertThat(store.find(KEY)).isEmpty();
  }

  /** Others' load may have decided, but the same seed shall give the same bits. */
  @Test
  void keepsWhatWasMeasuredOnABusyMachineToo() {
    int cores = Runtime.getRuntime().availableProcessors();
    new PlanStore(folder, "one", () -> cores + 0.1).keep(KEY, PLAN);
    assertThat(store("one").find(KEY)).contains(PLAN);
  }

  /** A negative load is an unknown one. */
  @Test
  void keepsWhatWasMeasuredWhereTheLoadIsUnknown() {
    new PlanStore(folder, "one", () -> -1).keep(KEY, PLAN);
    assertThat(store("one").find(KEY)).contains(PLAN);
  }

  private PlanStore store(String machine) {
    return new PlanStore(folder, machine, () -> 0);
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
