package io.twinhead.cli;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.twinhead.run.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Versions of what computes, as Maven wrote them into the jars: no class of theirs is loaded. */
final class DoctorVersions {
  private final Map<String, String> versions = new LinkedHashMap<>();

  private DoctorVersions() {}

  /** Those of the libraries that are on the class path, which depends on the backend. */
  static Map<String, String> current() {
    DoctorVersions found = new DoctorVersions();
    found.versions.put("twinhead", Provenance.current().version());
    found.add("deeplearning4j", "org.deeplearning4j/deeplearning4j-nn");
    found.add("nd4j", "org.nd4j/nd4j-api");
    found.add("javacpp", "org.bytedeco/javacpp");
    found.add("onednn", "org.bytedeco/dnnl");
    found.add("openblas", "org.bytedeco/openblas");
    found.add("cuda", "org.bytedeco/cuda");
    found.versions.put(
        "jackson", PackageVersion.VERSION.toString()); // ND4J has an older one inside
    found.add("slf4j", "org.slf4j/slf4j-api");
    found.add("logback", "ch.qos.logback/logback-classic");
    found.versions.put("picocli", CommandLine.VERSION);
    return found.versions;
  }

  /** JavaCPP's presets for a library carry its version and, after that, JavaCPP's own. */
  private String withoutPresets(String version) {
    String presets = "-" + versions.get("javacpp");
    return version.endsWith(presets)
        ? version.substring(0, version.length() - presets.length())
        : version;
  }

  private void add(String name, String artifact) {
    String file = "/META-INF/maven/%s/pom.properties".formatted(artifact);
    try (@Nullable InputStream in = DoctorVersions.class.getResourceAsStream(file)) {
      if (in != null) {
        Properties properties = new Properties();
        properties.load(in);
        versions.put(name, withoutPresets(properties.getProperty("version", "unknown")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
