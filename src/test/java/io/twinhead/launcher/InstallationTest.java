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
    Path cuda = create(target.resolve("backends/cuda/g.jar"));
    Installation found = Installation.of(target.resolve("twinhead.jar"));
    assertThat(found.libraries()).containsExactly(a, b);
    assertThat(found.cpuJars()).containsExactly(cpu);
    assertThat(found.cudaJars()).containsExactly(cuda);
    assertThat(found.folder(Backend.CUDA)).isEqualTo(cuda.resolveSibling(""));
    assertThat(found.home()).isEqualTo(folder.resolve("some where"));
  }

  @Test
  void isItsOwnHomeOutsideABuild() throws IOException {
    create(folder.resolve("lib/a.jar"));
    create(folder.resolve("backends/cpu/n.jar"));
    assertThat(Installation.of(folder.resolve("twinhead.jar")).home()).isEqualTo(folder);
  }

  @Test
  void takesAFolderNamedAsAJarForTheJar() throws IOException {
    create(folder.resolve("lib/a.jar"));
    Path unpacked = Files.createDirectories(folder.resolve("backends/cpu/n-linux-x86_64.jar"));
    assertThat(Installation.of(folder.resolve("twinhead.jar")).cpuJars()).containsExactly(unpacked);
  }

  @Test
  void takesAnArchiveOfClassesOnlyIfItIsWhole() throws IOException {
    Installation found = Installation.of(folder.resolve("twinhead.jar"));
    assertThat(found.archive()).isNull();
    Path archive = create(folder.resolve("lib/twinhead-5.jsa"));
    Files.writeString(archive, "class");
    assertThat(found.archive()).isEqualTo(archive);
    Files.writeString(archive, "clas");
    assertThat(found.archive()).isNull();
  }

  @Test
  void asksForABuildWithoutLibraries() {
    Installation found = Installation.of(folder.resolve("twinhead.jar"));
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(found::requireLibraries)
        .withMessageContaining(folder.resolve("lib").toString())
        .withMessageContaining("mvn package")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(4));
  }

  private static Path create(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    return Files.createFile(file);
  }
}
