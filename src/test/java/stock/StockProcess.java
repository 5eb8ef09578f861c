package stock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Runs {@link StockTraining} in a process that has DL4J and nothing of Twinhead. */
public final class StockProcess {
  private StockProcess() {}

  /**
   * Runs it on the files in a folder.
   *
   * @return the words of its result
   */
  public static String[] run(Path folder) throws Exception {
    Path classes = folder.resolve("classes");
    String program = "stock/StockTraining.class";
    Files.createDirectories(classes.resolve("stock"));
    try (InputStream bytes = StockProcess.class.getResourceAsStream("/" + program)) {
      Files.write(classes.resolve(program), bytes.readAllBytes());
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                classes + File.pathSeparator + librariesOnly(),
                StockTraining.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    assertThat(out).contains("DL4J alone");
    return Files.readString(folder.resolve("result.txt")).split(" ");
  }

  /** Jars, but for Twinhead's own. */
  private static String librariesOnly() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("twinhead"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
