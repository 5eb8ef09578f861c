package io.twinhead.launcher;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program's own files, found from where its code lies:
 *
 * <pre>
 * target/twinhead.jar
 * target/lib/*.jar
 * target/backends/NAME/*.jar
 * </pre>
 *
 * <p>A jar may also be a folder of the same name that holds its entries. JavaCPP loads a library
 * that lies in a folder from there; out of a jar it first copies it to its cache.
 *
 * @param home the folder that holds {@code datasets/}: above {@code target}, or, for a copy under
 *     another name, the folder of the jar itself
 * @param program twinhead.jar, or the folder of compiled classes
 * @param libraries sorted by name, so that the class path is the same at each start
 * @param cpuJars sorted by name
 * @param cudaJars sorted by name
 */
record Installation(
    Path home, Path program, List<Path> libraries, List<Path> cpuJars, List<Path> cudaJars) {

  Installation {
    libraries = List.copyOf(libraries);
    cpuJars = List.copyOf(cpuJars);
    cudaJars = List.copyOf(cudaJars);
  }

  static Installation locate() {
    try {
      return of(
          Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own location is no valid address", e);
    }
  }

  static Installation of(Path program) {
    Path absolute = program.toAbsolutePath();
    Path folder = absolute.resolveSibling("");
    return new Installation(
        folder.endsWith("target") ? folder.resolveSibling("") : folder,
        absolute,
        jars(folder.resolve("lib")),
        jars(folder(absolute, Backend.CPU)),
        jars(folder(absolute, Backend.CUDA)));
  }

  /** Where a backend's jars are looked for. */
  Path folder(Backend backend) {
    return folder(program, backend);
  }

  /**
   * Classes prepared for a faster start, which the build makes; null if they are not there. Their
   * file's name tells its length, since the JVM crashes on one that was cut short.
   */
  @Nullable Path archive() {
    File folder = program.resolveSibling("lib").toFile();
    String[] names = folder.list();
    for (String name : names == null ? new String[0] : names) {
      File file = new File(folder, name);
      if (name.equals("twinhead-".concat(Long.toString(file.length())).concat(".jsa"))) {
        return file.toPath();
      }
    }
    return null;
  }

  /** Without its libraries no worker starts, whatever the backend. */
  void requireLibraries() {
    if (libraries.isEmpty()) {
      throw new LaunchException(
          LaunchException.BACKEND,
          "There are no jars in "
              + program.resolveSibling("lib")
              + ", which has to lie beside the program. Run mvn package, and copy the lib and"
              + " backends folders together with twinhead.jar.");
    }
  }

  private static Path folder(Path program, Backend backend) {
    return program.resolveSibling("backends").resolve(backend.word());
  }

  private static List<Path> jars(Path folder) {
    String[] names = folder.toFile().list();
    List<Path> jars = new ArrayList<>();
    if (names != null) {
      Arrays.sort(names);
      for (String name : names) {
        if (name.endsWith(".jar")) {
          jars.add(new File(folder.toFile(), name).toPath());
        }
      }
    }
    return jars;
  }
}
