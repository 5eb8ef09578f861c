package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.cli.DoctorReport.CacheUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCachesTest {
  @TempDir private Path folder;

  @Test
  void weighsAFolderAndWhatIsBelow() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.write(folder.resolve("a/b/file"), new byte[3 << 20]);
    CacheUse use = DoctorCaches.use("plans", folder.resolve("a"));
    assertThat(use.sizeMb()).isEqualTo(3);
    assertThat(use.writable()).isTrue();
    assertThat(use.freeMb()).isPositive();
  }

  @Test
  void makesNoFolder() {
    Path missing = folder.resolve("to/be/made");
    CacheUse use = DoctorCaches.use("plans", missing);
    assertThat(use.writable()).isTrue();
    assertThat(use.sizeMb()).isZero();
    assertThat(missing).doesNotExist();
  }

  @Test
  void cannotWriteBelowAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(DoctorCaches.use("plans", file.resolve("cache")).writable()).isFalse();
  }

  @Test
  void knowsNoFolderWithoutAHome() {
    CacheUse use = DoctorCaches.use("plans", null);
    assertThat(use.path()).isNull();
    assertThat(use.writable()).isFalse();
  }

  @Test
  void takesTheFirstPlaceThatJavaCppCouldWriteTo() throws IOException {
    Properties properties = new Properties();
    properties.setProperty("user.home", folder.resolve("home").toString());
    properties.setProperty("user.name", "ada");
    properties.setProperty("java.io.tmpdir", folder.toString());
    Path own = folder.resolve("home/.javacpp/cache");
    assertThat(DoctorCaches.natives(properties)).isEqualTo(own);
    Path said = folder.resolve("said");
    properties.setProperty("org.bytedeco.javacpp.cachedir", said.toString());
    assertThat(DoctorCaches.natives(properties)).isEqualTo(said);
    Files.writeString(said, "");
    assertThat(DoctorCaches.natives(properties)).isEqualTo(own);
    Files.writeString(folder.resolve("home"), "");
    assertThat(DoctorCaches.natives(properties)).isEqualTo(folder.resolve(".javacpp-ada/cache"));
  }
}
