package io.twinhead.engine;

import io.twinhead.config.CacheFolder;
import io.twinhead.config.InputException;
import io.twinhead.config.PlanConfig;
import io.twinhead.config.Yaml;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was decided by measuring on this machine, in the user's cache directory, so that the same
 * command computes the same bits tomorrow. Without it everything is only measured again.
 */
final class PlanStore {
  private static final Logger LOG = LoggerFactory.getLogger(PlanStore.class);

  /** Goes up when plans are measured or used differently, so that old ones are left alone. */
  private static final String VERSION = "1";

  private final @Nullable Path folder;
  private final String machine;
  private final DoubleSupplier load;

  /**
   * A store for one machine.
   *
   * @param folder null to keep nothing
   * @param load how many threads want to run on the machine just now; negative if unknown
   */
  PlanStore(@Nullable Path folder, String machine, DoubleSupplier load) {
    this.folder = folder;
    this.machine = machine;
    this.load = load;
  }

  /** The store of this user and machine. */
  static PlanStore ofUser() {
    return new PlanStore(
        CacheFolder.of("plans").orElse(null),
        processor() + " x " + Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean()::getSystemLoadAverage);
  }

  /** What was decided earlier. */
  Optional<PlanConfig> find(String key) {
    Path file = folder == null ? null : folder.resolve(name(key));
    if (file == null || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Yaml.read(file, PlanConfig.class));
    } catch (InputException e) {
      LOG.info("measuring again: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Keeps a decision, even if it was taken while others kept the machine busy: it is repeatable.
   */
  void keep(String key, PlanConfig plan) {
    if (folder == null) {
      return;
    }
    double now = load.getAsDouble();
    if (now > Runtime.getRuntime().availableProcessors()) {
      LOG.info(
          "measured while the machine is busy (load {}); delete {} in {} to do so again",
          now,
          name(key),
          folder);
    }
    try {
      CacheFolder.create(folder);
      Path whole = Files.writeString(Files.createTempFile(folder, "", ".tmp"), Yaml.write(plan));
      Files.move(whole, folder.resolve(name(key)), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.info("plans are not kept: {}", e.toString());
    }
  }

  private String name(String key) {
    UUID name =
        UUID.nameUUIDFromBytes(
            (VERSION + " " + machine + " " + key).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(name.getMostSignificantBits()) + ".yaml";
  }

  private static String processor() {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        return lines
            .filter(line -> line.startsWith("model name") || line.startsWith("flags"))
            .limit(2)
            .reduce("", String::concat);
      } catch (IOException e) {
        LOG.info("the processor's name cannot be read: {}", e.toString());
      }
    }
    return System.getProperty("os.arch");
  }
}
