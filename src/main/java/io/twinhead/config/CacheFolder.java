package io.twinhead.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where this user's programs keep what they could also make again: XDG Base Directory, 0.8. It is
 * the owner's alone, for it may hold images of people.
 */
public final class CacheFolder {
  private CacheFolder() {}

  /**
   * The folder for one kind of things, which need not exist; none where neither {@code
   * XDG_CACHE_HOME} nor a home directory is known, as in a container whose user has no name.
   */
  public static Optional<Path> of(String kind) {
    return of(
        kind,
        System.getenv("XDG_CACHE_HOME"),
        System.getenv("HOME"),
        System.getProperty("user.home"));
  }

  /** Java says that the home of a user without a name is "?". */
  static Optional<Path> of(
      String kind, @Nullable String cacheHome, @Nullable String home, @Nullable String userHome) {
    return absolute(cacheHome)
        .or(() -> absolute(home).or(() -> absolute(userHome)).map(h -> h.resolve(".cache")))
        .map(cache -> cache.resolve("twinhead").resolve(kind));
  }

  /** The specification wants relative paths ignored. */
  private static Optional<Path> absolute(@Nullable String path) {
    return Optional.ofNullable(path).map(Path::of).filter(Path::isAbsolute);
  }

  /**
   * Makes such a folder, with those above it that are missing, for its owner alone, as {@link
   * Files#createTempFile(Path, String, String, FileAttribute...)} makes the files in it.
   */
  public static void create(Path folder) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownersAlone =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    Files.createDirectories(folder, ownersAlone);
  }
}
