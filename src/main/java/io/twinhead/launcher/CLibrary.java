package io.twinhead.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of glibc, which Java has no call for: the library's file carries it. */
final class CLibrary {
  private static final Pattern VERSION =
      Pattern.compile("GNU C Library [^\\n]{0,200}? version (\\d+\\.\\d+)");

  private CLibrary() {}

  /** Of the library that this process has mapped, such as {@code 2.36}; else {@code unknown}. */
  static String version(Path root) {
    for (String line : TextFiles.lines(root.resolve("proc/self/maps"))) {
      int path = line.indexOf('/');
      String name = line.substring(line.lastIndexOf('/') + 1);
      // libc-2.31.so until glibc 2.33
      if (path >= 0 && (name.equals("libc.so.6") || name.startsWith("libc-2."))) {
        return written(root.resolve(line.substring(path + 1)));
      }
    }
    return "unknown";
  }

  private static String written(Path library) {
    try {
      String bytes = Files.readString(library, StandardCharsets.ISO_8859_1);
      Matcher matcher = VERSION.matcher(bytes);
      return matcher.find() ? matcher.group(1) : "unknown";
    } catch (IOException e) {
      return "unknown"; // replaced by an update since this process began
    }
  }
}
