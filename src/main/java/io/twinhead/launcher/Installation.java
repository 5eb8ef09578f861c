package io.twinhead.launcher;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The program's own files, found from where its code lies:
 *
 * <pre>
 * target/twinhead.jar
 * target/lib/*.jar
 * target/backends/NAME/*.jar
 * </pre>
 *
 * @param home the folder that holds {@code datasets/}: above {@code target}, or, for a copy under
 *     another name, the folder of the jar itself
 * @param program twinhead.jar, or the folder of compiled classes
 * @param libraries sorted by name, so that the class path is the same at each start
 * @param backendFolder where the backend's jars were looked for
 * @param backendJars sorted by name
 */
record Installation(
    Path home, Path program, List<Path> libraries, Path backendFolder, List<Path> backendJars) {

  Installation {
    libraries = List.copyOf(libraries);
    backendJars = List.copyOf(backendJars);
  }

  static Installation locate(Backend backend) {
    try {
      Path program =
          Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return of(program, backend);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own location is no valid address", e);
    }
  }

  static Installation of(Path program, Backend backend) {
    Path absolute = program.toAbsolutePath();
    Path folder = absolute.resolveSibling("");
    Path backendFolder = folder.resolve("backends").resolve(backend.folder());
    return new Installation(
        folder.endsWith("target") ? folder.resolveSibling("") : folder,
        absolute,
        jars(folder.resolve("lib")),
        backendFolder,
        jars(backendFolder));
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
    if (jars.isEmpty()) {
      throw new LaunchException(
          LaunchException.BACKEND,
          "There are no jars in "
              + folder
              + ", which has to lie beside the program. Run mvn package, and copy the lib and"
              + " backends folders together with twinhead.jar.");
    }
    return jars;
  }
}
