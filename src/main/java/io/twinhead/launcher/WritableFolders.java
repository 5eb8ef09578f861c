package io.twinhead.launcher;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Properties for places to write to, where Java's and JavaCPP's own choice does not hold. In a
 * container with a read-only root, whose user has neither name nor home, what is left is the volume
 * that the environment names.
 */
final class WritableFolders {
  /** JavaCPP's property for its cache. */
  static final String NATIVES = "org.bytedeco.javacpp.cachedir";

  private WritableFolders() {}

  /**
   * Natives go to the user's cache folder if the home, where JavaCPP looks first, cannot be
   * written; temporary files go to {@code TMPDIR}, which Java does not read.
   *
   * @param home as Java tells it: "?" for a user without a name
   */
  static Map<String, String> of(Map<String, String> environment, String home) {
    Map<String, String> properties = new LinkedHashMap<>();
    File cache = new File(environment.getOrDefault("XDG_CACHE_HOME", ""));
    if (!new File(home).canWrite() && cache.isAbsolute()) {
      File natives = new File(cache, "twinhead/natives");
      properties.put(NATIVES, natives.toString());
    }
    File temporary = new File(environment.getOrDefault("TMPDIR", ""));
    if (temporary.isAbsolute() && temporary.isDirectory() && temporary.canWrite()) {
      properties.put("java.io.tmpdir", temporary.toString());
    }
    return properties;
  }
}
