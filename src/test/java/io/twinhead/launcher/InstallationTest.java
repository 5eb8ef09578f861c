package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @TempDir private Path folder;

  @Test
  void listsTheJarsBesideTheProgramByName() throws IOException {
    Path target = folder.resolve("some where/target");
    Path b = create(target.resolve("lib/b.jar"));
    Path a = create(target.resolve("lib/a.jar"));
    create(target.resolve("lib/notes.txt"));
    Path cpu = create(target.resolve("backends/cpu/n.jar"));
    create(target.resolve("backends/cuda/g.jar"));
    Installation found = Installation.of(target.resolve("twinhead.jar"), Backend.CPU);
    assertThat(found.libraries()).containsExactly(a, b);
    assertThat(found.backendJars()).containsExactly(cpu);
    assertThat(found.home()).isEqualTo(folder.resolve("some where"));
  }

  @Test
  void isItsOwnHomeOutsideABuild() throws IOException {
    create(folder.resolve("lib/a.jar"));
    create(folder.resolve("backends/cpu/n.jar"));
    assertThat(Installation.of(folder.resolve("twinhead.jar"), Backend.CPU).home())
        .isEqualTo(folder);
  }

  @Test
  void asksForABuildWithoutLibraries() {
    assertMissing("lib");
  }

  @Test
  void asksForABuildWithoutTheBackend() throws IOException {
    create(folder.resolve("lib/a.jar"));
    Files.createDirectories(folder.resolve("backends/cpu"));
    assertMissing("backends/cpu");
  }

  private void assertMissing(String name) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> Installation.of(folder.resolve("twinhead.jar"), Backend.CPU))
        .withMessageContaining(folder.resolve(name).toString())
        .withMessageContaining("mvn package")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(4));
  }

  private static Path create(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    return Files.createFile(file);
  }
}
