package io.twinhead.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.CodeSource;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
  private static final String IN_USE = "is in use by another run; wait for it or name another";

  @TempDir Path folder;

  @Test
  void refusesADirectoryThatThisProcessHasOpen() throws Exception {
    try (OutputDirectory output = OutputDirectory.open(folder, false)) {
      output.write("run.json", "{}");
      assertInUse(folder);
      Path link =
          Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "l"), folder);
      assertInUse(link);
      Files.delete(link);
      output.commit();
    }
    assertThat(folder).isDirectoryContaining("glob:**/run.json");
    OutputDirectory.open(folder, true).close();
  }

  @Test
  void keepsOtherProcessesOutEvenAfterASecondAttemptInThisOne() throws Exception {
    try (OutputDirectory output = OutputDirectory.open(folder, false)) {
      assertInUse(folder);
      assertThat(saidBy(child("open"))).contains(IN_USE);
      output.write("run.json", "{}");
    }
    assertThat(saidBy(child("open"))).isEqualTo("open");
  }

  @Test
  void refusesADirectoryThatAnotherProcessHasOpenUntilItDies() throws Exception {
    Process holder = child("hold");
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('o');
      assertInUse(folder);
      assertThat(folder.resolve(HiddenFolder.NAME + "/new/run.json")).hasContent("half");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertThat(folder.resolve(DirectoryLock.NAME)).exists();
    OutputDirectory.open(folder, false).close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesALockHeldBesideItsOwnAccount() throws IOException {
    Path file = folder.resolve(DirectoryLock.NAME);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      assertInUse(folder);
    }
    OutputDirectory.open(folder, false).close();
  }

  /** Opened before its holder deleted it, locked after. */
  @Test
  void refusesALockFileThatItsHolderHasRetired() throws IOException {
    Path other = folder.resolve("other");
    DirectoryLock lock = DirectoryLock.acquire(folder);
    Files.createLink(other, folder.resolve(DirectoryLock.NAME));
    lock.close();
    Files.move(other, folder.resolve(DirectoryLock.NAME));
    assertInUse(folder);
  }

  @Test
  void isReleasedWhenTheDirectoryIsRefused() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "");
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> OutputDirectory.open(folder, true))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("thesis.tex");
    }
    assertThat(folder.resolve(DirectoryLock.NAME)).doesNotExist();
  }

  private static void assertInUse(Path place) {
    assertThatThrownBy(() -> OutputDirectory.open(place, true))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(place.toString())
        .hasMessageContaining(IN_USE);
  }

  private Process child(String mode) throws IOException {
    String classes =
        Stream.of(OutputDirectory.class, Child.class)
            .map(c -> location(c.getProtectionDomain().getCodeSource()))
            .collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(java, "-cp", classes, Child.class.getName(), mode, folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String location(CodeSource source) {
    return new File(source.getLocation().getPath()).getPath();
  }

  private static String saidBy(Process child) throws Exception {
    String said = new String(child.getInputStream().readAllBytes(), UTF_8);
    assertThat(child.waitFor()).isZero();
    return said;
  }

  /** Another process that opens a directory; told to hold it, it does so until it is killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      try (OutputDirectory output = OutputDirectory.open(Path.of(args[1]), false)) {
        output.write("run.json", "half");
        System.out.print("open");
        System.out.flush();
        if (args[0].equals("hold")) {
          System.in.read();
        }
      } catch (InputException e) {
        System.out.print(e.getMessage());
      }
    }
  }
}
