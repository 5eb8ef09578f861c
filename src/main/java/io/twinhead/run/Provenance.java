package io.twinhead.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What produced a result: versions and machine.
 *
 * @param version of this program
 * @param cpu the processor's name
 * @param cores available to this process
 * @param threads that OpenMP uses in one native operation
 * @param nativeLibrary the variant of ND4J's native library
 */
public record Provenance(
    String version,
    String java,
    String os,
    String cpu,
    int cores,
    int threads,
    String nativeLibrary) {

  private static final Provenance CURRENT =
      new Provenance(
          implementationVersion(),
          System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          cpuName(),
          Runtime.getRuntime().availableProcessors(),
          ompThreads(),
          System.getProperty("os.arch")
              + System.getProperty("org.bytedeco.javacpp.platform.extension", ""));

  /** This process. */
  public static Provenance current() {
    return CURRENT;
  }

  /** The same with the operating system's name alone, for what outlives its next update. */
  public Provenance withoutPatches() {
    String name = os.replaceFirst(" [^ ]*$", "");
    return new Provenance(version, java, name, cpu, cores, threads, nativeLibrary);
  }

  private static int ompThreads() {
    String said = System.getenv("OMP_NUM_THREADS");
    return said != null && said.matches("[1-9][0-9]{0,3}")
        ? Integer.parseInt(said)
        : Runtime.getRuntime().availableProcessors();
  }

  private static String implementationVersion() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static String cpuName() {
    Path cpuinfo = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(cpuinfo)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
