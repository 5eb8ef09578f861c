package io.twinhead.config;

import java.nio.file.Path;

/** Where this user's programs keep what they could also make again: XDG Base Directory, 0.8. */
public final class CacheFolder {
  private CacheFolder() {}

  /** The folder for one kind of things, which need not exist. */
  public static Path of(String kind) {
    String given = System.getenv("XDG_CACHE_HOME");
    Path cache =
        given == null || given.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(given);
    return cache.resolve("twinhead").resolve(kind);
  }
}
