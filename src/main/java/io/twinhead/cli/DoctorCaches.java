package io.twinhead.cli;

import io.twinhead.cli.DoctorReport.CacheUse;
import io.twinhead.config.CacheFolder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at the folders that this user's programs keep things in, and makes none of them. */
final class DoctorCaches {
  /** Where JavaCPP unpacks the native libraries, without which nothing computes. */
  static final String NATIVES = "natives";

  private DoctorCaches() {}

  static List<CacheUse> ofUser() {
    return List.of(
        use(NATIVES, natives(System.getProperties())),
        use("images", CacheFolder.of("images").orElse(null)),
        use("plans", CacheFolder.of("plans").orElse(null)));
  }

  /** The first of JavaCPP's own list that it can write to, or else the first of all. */
  static Path natives(Properties properties) {
    String said = properties.getProperty("org.bytedeco.javacpp.cachedir");
    List<Path> places =
        Stream.of(
                Optional.ofNullable(said).map(Path::of),
                Optional.of(Path.of(properties.getProperty("user.home"), ".javacpp", "cache")),
                Optional.of(
                    Path.of(
                        properties.getProperty("java.io.tmpdir"),
                        ".javacpp-" + properties.getProperty("user.name"),
                        "cache")))
            .flatMap(Optional::stream)
            .map(Path::toAbsolutePath)
            .toList();
    return places.stream().filter(DoctorCaches::writable).findFirst().orElse(places.get(0));
  }

  static CacheUse use(String name, @Nullable Path folder) {
    return folder == null
        ? new CacheUse(name, null, false, 0, null)
        : new CacheUse(name, folder.toString(), writable(folder), size(folder) >> 20, free(folder));
  }

  private static boolean writable(Path folder) {
    Path existing = existing(folder);
    return Files.isDirectory(existing) && Files.isWritable(existing);
  }

  private static Path existing(Path folder) {
    Path parent = folder.getParent();
    return Files.exists(folder) || parent == null ? folder : existing(parent);
  }

  private static @Nullable Long free(Path folder) {
    try {
      return Files.getFileStore(existing(folder)).getUsableSpace() >> 20;
    } catch (IOException e) {
      return null; // a disk that does not tell, as some of networks
    }
  }

  private static long size(Path folder) {
    long[] bytes = {0};
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
              bytes[0] += facts.size();
              return FileVisitResult.CONTINUE;
            }

            /** Removed meanwhile, or somebody else's; a folder that is not there has no size. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      return bytes[0];
    }
    return bytes[0];
  }
}
