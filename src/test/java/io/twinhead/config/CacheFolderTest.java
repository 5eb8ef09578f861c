package io.twinhead.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir private Path folder;

  @Test
  void isWhereTheUserSaysOrBelowTheHomeDirectory() {
    String home = folder.resolve("home").toString();
    assertThat(CacheFolder.of("images", folder.resolve("cache").toString(), home, home))
        .contains(folder.resolve("cache/twinhead/images"));
    assertThat(CacheFolder.of("images", null, home, "?"))
        .contains(folder.resolve("home/.cache/twinhead/images"));
    assertThat(CacheFolder.of("images", null, null, home))
        .contains(folder.resolve("home/.cache/twinhead/images"));
  }

  @Test
  void isNeverInTheWorkingDirectory() {
    assertThat(CacheFolder.of("images", null, null, "?")).isEmpty();
    assertThat(CacheFolder.of("images", "", "", "?")).isEmpty();
    assertThat(CacheFolder.of("images", "cache", folder.toString(), "?"))
        .contains(folder.resolve(".cache/twinhead/images"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isOfTheOwnerAlone() throws IOException {
    Path made = folder.resolve("a/b");
    CacheFolder.create(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.getParent())))
        .isEqualTo("rwx------");
  }
}
