package io.twinhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the README tells a newcomer to type. */
@Timeout(900)
class ReadmeIT {
  private static final Set<String> NOT_SOURCE = Set.of("target", "runs", ".git");

  @TempDir Path clone;

  @Test
  void theFirstCommandBuildsAndComparesInAFreshCopy() throws Exception {
    copySource(Path.of(""), clone);
    Process process =
        new ProcessBuilder("sh", "-c", commands().get(0))
            .directory(clone.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    assertThat(out).contains("569 rows", "log loss", "report.html");
    assertThat(clone.resolve("runs/breast-cancer-compare-1/comparison.json")).isNotEmptyFile();
  }

  @Test
  void theSecondCommandIsWhatContinuousIntegrationRuns() throws IOException {
    assertThat(commands()).hasSize(2);
    assertThat(Files.readString(Path.of(".ci/run"))).contains("\n" + commands().get(1) + "\n");
  }

  /** The README's first two shell blocks. */
  private static List<String> commands() throws IOException {
    return Pattern.compile("```sh\n(.*?)\n```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map((MatchResult block) -> block.group(1))
        .limit(2)
        .toList();
  }

  private static void copySource(Path from, Path to) throws IOException {
    Path root = from.toAbsolutePath();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Path relative = root.relativize(directory);
            if (NOT_SOURCE.contains(relative.toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(relative.toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(root.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
