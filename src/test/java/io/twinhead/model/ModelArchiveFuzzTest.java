package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.twinhead.audit.Linter;
import io.twinhead.cli.CliRunner;
import io.twinhead.config.InputException;
import io.twinhead.config.OnError;
import io.twinhead.dataset.Unlabelled;
import io.twinhead.training.Prediction;
import io.twinhead.training.SavedRun;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Model files with any damage: predicting with one, or linting it, ends in a clean refusal or in
 * finite numbers; quickly, in little memory, and without a class that the file names.
 *
 * <p>{@code -Dtwinhead.fuzz.models=N} tries N files.
 */
class ModelArchiveFuzzTest {
  private static final int FILES = Integer.getInteger("twinhead.fuzz.models", 2_000);
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);
  private static final long MOST_BYTES = 1L << 30;
  private static final int MOST_TEXT = 31 << 20;
  private static final String LOADED = "twinhead.test.gadget.loaded";
  private static final String DANGER = ModelArchiveFuzzTest.class.getName() + "$Danger";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A trained run and something to predict with it. */
  private record Subject(String name, Path run, Path input) {
    Path file() {
      return run.resolve("model.zip");
    }
  }

  @TempDir private static Path folder;

  private static List<Subject> subjects = List.of();

  @BeforeAll
  static void train() throws IOException {
    subjects = List.of(table("dense", false), images(), table("calibrated", true));
  }

  private static Subject table(String name, boolean calibrated) throws IOException {
    Path model =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            name: dense
            layers: [{dense: {units: 4, activation: relu}}, {dropout: {rate: 0.1}}]
            updater: {adam: {learning-rate: 0.01}}
            """);
    StringBuilder rows = new StringBuilder("x,colour,kind\n");
    Random random = new Random(2);
    for (int i = 0; i < 120; i++) {
      double x = random.nextGaussian() + i % 2;
      rows.append(x + (i % 3 == 0 ? ",red," : ",blue,") + (i % 2 == 0 ? "no\n" : "yes\n"));
    }
    Path data = Files.writeString(folder.resolve(name + ".csv"), rows);
    Path run = folder.resolve(name);
    train(data, run, "--label=kind", "--head=sigmoid", "--model=" + model);
    if (calibrated) {
      succeed("calibrate", run.toString(), "--method=platt", "--threshold=f1");
    }
    return new Subject(
        name, run, Files.writeString(folder.resolve("new.csv"), "x,colour\n1,red\n,green\n"));
  }

  private static Subject images() throws IOException {
    Path model =
        Files.writeString(
            folder.resolve("cnn.yaml"),
            """
            name: cnn
            layers:
              - conv: {filters: 3, kernel: 3, activation: relu}
              - batch-norm: {}
              - max-pool: {size: 2}
              - dense: {units: 4, activation: relu}
            updater: {rmsprop: {learning-rate: 0.01}}
            """);
    for (int i = 0; i < 30; i++) {
      Path file = folder.resolve("pictures/%s/%d.png".formatted(i % 2 == 0 ? "dark" : "light", i));
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
      for (int p = 0; p < 64; p++) {
        image.getRaster().setSample(p % 8, p / 8, 0, (i % 2) * 90 + 2 * p % (i + 3));
      }
      ImageIO.write(image, "png", file.toFile());
    }
    Path run = folder.resolve("cnn");
    train(folder.resolve("pictures"), run, "--head=softmax", "--model=" + model);
    return new Subject("cnn", run, folder.resolve("pictures/dark/0.png"));
  }

  private static void train(Path data, Path run, String... options) {
    String[] args = {"train", data.toString(), "--epochs=1", "--quiet", "--out=" + run};
    succeed(concat(args, options));
  }

  private static String[] concat(String[] first, String[] second) {
    return Stream.of(first, second).flatMap(Stream::of).toArray(String[]::new);
  }

  private static void succeed(String... args) {
    CliRunner run = CliRunner.run(args);
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  @Timeout(3600)
  void anyDamageToAModelFileEndsCleanly(TestReporter reporter) throws IOException {
    Tally tally = new Tally();
    long start = System.nanoTime();
    for (Subject subject : subjects) {
      byte[] whole = Files.readAllBytes(subject.file());
      for (int i = 0; i < FILES / subjects.size() + 1; i++) {
        byte[] mutant = new ModelMutations(new Random(31L * i)).mutate(whole);
        Files.write(subject.file(), mutant);
        tally.add(subject.name() + " " + i, "model.zip", () -> predict(subject));
        tally.add(subject.name() + " lint " + i, "model.zip", () -> Linter.model(subject.file()));
      }
      Files.write(subject.file(), whole);
      predict(subject);
    }
    publish(
        reporter,
        "mutated model files",
        "%d, of which %d tries were refused and %d not; %d s; longest %d ms of CPU, most memory %d MB"
            .formatted(
                tally.tries / 2,
                tally.refused,
                tally.tries - tally.refused,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                TimeUnit.NANOSECONDS.toMillis(tally.longest),
                tally.mostBytes >> 20));
    tally.requireClean();
    assertThat(tally.tries).isGreaterThanOrEqualTo(2 * FILES);
    assertThat(tally.refused).isBetween(tally.tries / 4, tally.tries - 1);
    assertThat(Pointer.physicalBytes()).isLessThan(4L << 30);
  }

  @Test
  @Timeout(3600)
  void anyDamageToTheOtherFilesOfARunEndsCleanly(TestReporter reporter) throws IOException {
    Tally tally = new Tally();
    for (String name : List.of("run.json", "config.yaml", "metrics.jsonl")) {
      for (Subject subject : subjects) {
        Path file = subject.run().resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < FILES / 30; i++) {
          ModelMutations mutations = new ModelMutations(new Random(17L * i));
          Files.write(file, i % 3 == 0 ? mutations.bytes(whole) : mutations.text(whole));
          tally.add(
              subject.name() + " " + name + " " + i,
              subject.run().toString(),
              () -> course(subject));
        }
        Files.write(file, whole);
      }
    }
    publish(
        reporter,
        "mutated run documents",
        "%d, of which %d were refused".formatted(tally.tries, tally.refused));
    tally.requireClean();
    assertThat(tally.refused).isBetween(tally.tries / 10, tally.tries - 1);
  }

  /** Maven does not show what is reported. */
  @SuppressWarnings("SystemOut")
  private static void publish(TestReporter reporter, String what, String result) {
    reporter.publishEntry(what, result);
    System.out.println(what + ": " + result);
  }

  private static void course(Subject subject) {
    try (SavedRun run = SavedRun.open(subject.run())) {
      run.course();
      requireFinite(run, subject);
    }
  }

  private static void predict(Subject subject) {
    try (SavedRun run = SavedRun.open(subject.run())) {
      requireFinite(run, subject);
    }
  }

  private static void requireFinite(SavedRun run, Subject subject) {
    List<Unlabelled> parts = new ArrayList<>();
    try {
      Unlabelled.read(subject.input(), run.preprocessing(), OnError.FAIL, parts::add);
    } catch (InputException e) {
      throw new InputException("model.zip " + subject.run() + e.getMessage(), e); // of the input
    }
    for (Unlabelled examples : parts) {
      for (Optional<Prediction> prediction : run.predict(examples.features())) {
        prediction.ifPresent(
            p -> assertThat(p.probabilities()).isNotEmpty().allMatch(v -> v >= 0 && v <= 1));
      }
    }
  }

  /** Counts tries, and insists that each ends as it should. */
  private static final class Tally {
    private static final Pattern JARGON =
        Pattern.compile("\n|Exception|\\bjava\\.|io\\.twinhead\\.|StreamRead");

    private final List<String> failures = new ArrayList<>();
    private int tries;
    private int refused;
    private long longest;
    private long mostBytes;

    void requireClean() {
      assertThat(failures).isEmpty();
    }

    /** A class that a file names may be in a message, but nowhere else. */
    void requireQuiet() {
      assertThat(System.getProperty(LOADED)).isNull();
    }

    void add(String what, String place, Runnable trial) {
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      long start = THREADS.getCurrentThreadCpuTime();
      tries++;
      try {
        trial.run();
      } catch (InputException e) {
        refused++;
        String message = String.valueOf(e.getMessage());
        if (!message.contains(place) || JARGON.matcher(message).find()) {
          failures.add(what + ": " + message);
        }
      } catch (RuntimeException | Error e) {
        failures.add(what + ": " + e + " at " + Arrays.asList(e.getStackTrace()).subList(0, 6));
      }
      long taken = THREADS.getCurrentThreadCpuTime() - start;
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
      longest = Math.max(longest, taken);
      mostBytes = Math.max(mostBytes, allocated);
      if (taken > LONGEST || allocated > MOST_BYTES) {
        failures.add("%s: took %,d ns and %,d bytes".formatted(what, taken, allocated));
      }
    }
  }

  // ---- bombs ------------------------------------------------------------------------------------

  @Test
  void aBombIsRefusedInLittleMemory() throws IOException {
    Tally tally = new Tally();
    Subject subject = subjects.get(0);
    byte[] whole = Files.readAllBytes(subject.file());
    for (String entry : ModelMutations.unzipped(whole).keySet()) {
      for (String unit :
          entry.endsWith(".bin") ? List.of("\0") : List.of("[],", "{\"a\":0},", "- a\n")) {
        Map<String, byte[]> entries = ModelMutations.unzipped(whole);
        String open = unit.endsWith(",") ? "[" : "";
        int most = entry.startsWith("conf") ? MOST_TEXT / 4 : MOST_TEXT;
        String bomb = open + unit.repeat(most / unit.length());
        entries.put(entry, bomb.getBytes(StandardCharsets.UTF_8));
        Files.write(subject.file(), ModelMutations.zipped(entries));
        tally.add(entry + " of " + unit, "model.zip", () -> predict(subject));
        tally.add("lint " + entry + " of " + unit, "model.zip", () -> Linter.model(subject.file()));
      }
    }
    Files.write(subject.file(), whole);
    tally.requireClean();
    assertThat(tally.refused).isGreaterThan(tally.tries / 3);
  }

  @Test
  void aGraphOfManyOutputsIsNotFollowed() throws IOException {
    Subject subject = subjects.get(0);
    byte[] whole = Files.readAllBytes(subject.file());
    Map<String, byte[]> entries = ModelMutations.unzipped(whole);
    StringBuilder vertices = new StringBuilder();
    StringBuilder inputs = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      vertices.append("\"v%d\":{\"layerConf\":{}},".formatted(i));
      inputs.append("\"v%d\":[\"v%d\"],".formatted(i, i + 1));
    }
    String graph =
        "{\"vertices\":{%s\"x\":{}},\"vertexInputs\":{%s\"x\":[]},\"networkOutputs\":[%s\"v0\"]}"
            .formatted(vertices, inputs, "\"v0\",".repeat(100_000));
    entries.put("configuration.json", graph.getBytes(StandardCharsets.UTF_8));
    Files.write(subject.file(), ModelMutations.zipped(entries));
    Tally tally = new Tally();
    tally.add("graph", "model.zip", () -> Linter.model(subject.file()));
    Files.write(subject.file(), whole);
    tally.requireClean();
    assertThat(tally.refused).isEqualTo(1);
  }

  @Test
  void thousandsOfEntriesAreRefused() throws IOException {
    Subject subject = subjects.get(0);
    byte[] whole = Files.readAllBytes(subject.file());
    Map<String, byte[]> entries = ModelMutations.unzipped(whole);
    for (int i = 0; i < 70_000; i++) {
      entries.put("e%d.json".formatted(i), new byte[0]);
    }
    Files.write(subject.file(), ModelMutations.zipped(entries));
    Tally tally = new Tally();
    tally.add("entries", "model.zip", () -> predict(subject));
    Files.write(subject.file(), whole);
    tally.requireClean();
    assertThat(tally.refused).isEqualTo(1);
  }

  // ---- foreign classes --------------------------------------------------------------------------

  /** As {@link Danger} but harmless; what is written of it is made into the other one. */
  static final class Gadget implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Tells if anybody so much as initialises it. Named in text only until the end of the test. */
  static final class Danger implements Serializable {
    private static final long serialVersionUID = 1L;

    static {
      System.setProperty(LOADED, "initialised");
    }

    private void readObject(ObjectInputStream in) {
      System.setProperty(LOADED, "deserialised");
    }
  }

  @Test
  void aClassThatAModelFileNamesIsNeverLoaded() throws IOException, ClassNotFoundException {
    Subject subject = subjects.get(0);
    byte[] whole = Files.readAllBytes(subject.file());
    byte[] serialised = serialisedDanger();
    for (String entry : ModelMutations.unzipped(whole).keySet()) {
      Map<String, byte[]> entries = ModelMutations.unzipped(whole);
      String text = new String(entries.get(entry), StandardCharsets.UTF_8);
      entries.put(
          entry,
          text.replaceAll(
                  "\"@class\" : \"[^\"]+\"",
                  Matcher.quoteReplacement("\"@class\" : \"" + DANGER + "\""))
              .getBytes(StandardCharsets.UTF_8));
      entries.put("normalizer.bin", serialised);
      entries.put("preprocessor.bin", serialised);
      trySilently(subject, entries);
      entries.put(entry, serialised);
      trySilently(subject, entries);
      entries.put(entry, ("{\"@class\": \"" + DANGER + "\"}").getBytes(StandardCharsets.UTF_8));
      trySilently(subject, entries);
      entries.put(entry, ("!!" + DANGER + " {}").getBytes(StandardCharsets.UTF_8));
      trySilently(subject, entries);
    }
    Files.write(subject.file(), whole);
    assertThat(System.getProperty(LOADED)).isNull();
    requireThatItWouldBeNoticed(serialised);
  }

  private static void requireThatItWouldBeNoticed(byte[] serialised)
      throws IOException, ClassNotFoundException {
    Class.forName(DANGER);
    assertThat(System.getProperty(LOADED)).isEqualTo("initialised");
    new ObjectInputStream(new ByteArrayInputStream(serialised)).readObject();
    assertThat(System.clearProperty(LOADED)).isEqualTo("deserialised");
  }

  private static void trySilently(Subject subject, Map<String, byte[]> entries) throws IOException {
    Files.write(subject.file(), ModelMutations.zipped(entries));
    Tally tally = new Tally();
    tally.add("gadget", "model.zip", () -> predict(subject));
    tally.add("gadget", "model.zip", () -> Linter.model(subject.file()));
    tally.requireQuiet();
  }

  /** Without touching the class, which would initialise it. */
  private static byte[] serialisedDanger() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Gadget());
    }
    return bytes
        .toString(StandardCharsets.ISO_8859_1)
        .replace(Gadget.class.getName(), DANGER)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
