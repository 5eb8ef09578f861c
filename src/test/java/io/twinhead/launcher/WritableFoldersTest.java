package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritableFoldersTest {
  @TempDir private Path folder;

  @Test
  void leavesNativesToJavaCppInAHomeThatCanBeWritten() {
    assertThat(of(Map.of("XDG_CACHE_HOME", folder.toString()), folder)).isEmpty();
  }

  @Test
  void keepsNativesInTheCacheOfAUserWithoutAHome() {
    assertThat(of(Map.of("XDG_CACHE_HOME", folder.toString()), Path.of("?")))
        .containsOnly(
            Map.entry(
                "org.bytedeco.javacpp.cachedir", folder.resolve("twinhead/natives").toString()));
  }

  @Test
  void ignoresARelativeCacheAsTheSpecificationWants() {
    assertThat(of(Map.of("XDG_CACHE_HOME", "cache"), Path.of("?"))).isEmpty();
  }

  @Test
  void putsTemporaryFilesWhereTheEnvironmentSays() {
    assertThat(of(Map.of("TMPDIR", folder.toString()), folder))
        .containsOnly(Map.entry("java.io.tmpdir", folder.toString()));
  }

  @Test
  void ignoresAFolderForTemporaryFilesThatIsNotThere() {
    assertThat(of(Map.of("TMPDIR", folder.resolve("gone").toString()), folder)).isEmpty();
  }

  @Test
  void ignoresAFolderForTemporaryFilesThatCannotBeWritten() {
    assumeThat(folder.toFile().setWritable(false) && !Files.isWritable(folder)).isTrue();
    assertThat(of(Map.of("TMPDIR", folder.toString()), Path.of("/"))).isEmpty();
  }

  private static Map<String, String> of(Map<String, String> environment, Path home) {
    return WritableFolders.of(environment, home.toString());
  }
}
