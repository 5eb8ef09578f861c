package io.twinhead.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Versions of what computes.
 *
 * @param backend of ND4J, such as {@code CpuBackend}
 */
record Libraries(String dl4j, String nd4j, String backend) {
  static Libraries current() {
    return new Libraries(
        version("org.deeplearning4j/deeplearning4j-nn"),
        version("org.nd4j/nd4j-api"),
        Nd4j.getBackend().getClass().getSimpleName());
  }

  /** As Maven wrote it into the library. */
  private static String version(String library) {
    String file = "/META-INF/maven/%s/pom.properties".formatted(library);
    try (InputStream in = Libraries.class.getResourceAsStream(file)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
