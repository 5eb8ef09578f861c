package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inputs that cannot be used, of every kind: each is refused at once, in one paragraph with the
 * place and the remedy, and nothing is left behind.
 */
class BrokenInputsTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Of the processor: what else runs on the machine must not count. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private static final int MOST_CHARACTERS = 1500;

  @TempDir private static Path shared;

  @TempDir private Path directory;

  @BeforeAll
  static void train() throws IOException {
    StringBuilder table = new StringBuilder("x,z,kind\n");
    for (int i = 0; i < 60; i++) {
      table.append("%d,%d,%s%n".formatted(i, i * i % 7, i < 30 ? "no" : "yes"));
    }
    Path data = Files.writeString(shared.resolve("data.csv"), table);
    TrainedRuns.on(
        data.toString(),
        shared.resolve("run"),
        "--head=sigmoid",
        "--model=logistic",
        "--label=kind");
  }

  static Stream<BrokenCase> cases() {
    return Stream.of(
            BrokenTables.cases(),
            BrokenImages.cases(),
            BrokenYaml.cases(),
            new BrokenModels(shared.resolve("run")).cases(),
            BrokenFlags.cases())
        .flatMap(s -> s);
  }

  @Test
  void triesAtLeast160BrokenInputs(TestReporter reporter) {
    List<String> names = cases().map(BrokenCase::name).toList();
    reporter.publishEntry("broken inputs", String.valueOf(names.size()));
    assertThat(names).hasSizeGreaterThanOrEqualTo(160).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isRefusedWithPlaceAndRemedy(BrokenCase broken) throws IOException {
    broken.files().write(directory);
    Map<String, Integer> before = contents();
    long start = THREADS.getCurrentThreadCpuTime();
    CliRunner run = CliRunner.run(broken.arguments(directory));
    Duration taken = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
    assertThat(run.code()).as(run.err()).isEqualTo(broken.code());
    assertThat(run.out()).isEmpty();
    requireParagraph(run.err());
    assertThat(run.err()).contains(broken.said());
    assertThat(contents()).isEqualTo(before);
    assertThat(taken).isLessThan(LONGEST);
  }

  /** For people: what is wrong, and after a colon or semicolon what to do. */
  private static void requireParagraph(String said) {
    String paragraph = said.split("\nUsage:", 2)[0];
    assertThat(paragraph)
        .startsWith("error: ")
        .matches("(?s)error: .+([:;,(] |\nSee |\nDid you).+")
        .doesNotContain(
            "Exception", "\tat ", "java.", "io.twinhead", "%s", "null", "\n\n", "bug in")
        .hasSizeLessThan(MOST_CHARACTERS);
    assertThat(paragraph.split("\\s+")).hasSizeGreaterThan(4);
    assertThat(paragraph.chars().filter(c -> Character.isISOControl(c) && c != '\n')).isEmpty();
  }

  /** Every name below the directory, with a hash of what it holds. */
  private Map<String, Integer> contents() throws IOException {
    Map<String, Integer> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        String name = directory.relativize(path).toString();
        contents.put(name, file ? Arrays.hashCode(Files.readAllBytes(path)) : 0);
      }
    }
    return contents;
  }
}
