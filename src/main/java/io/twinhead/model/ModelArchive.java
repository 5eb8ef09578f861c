package io.twinhead.model;

import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.head.OutputHead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads a {@code model.zip} that may come from anywhere: no Java object and no class name in it is
 * ever read, only entries asked for by name, none of them larger than it can rightly be. What DL4J
 * itself would read (its own JSON) stays untouched.
 */
public final class ModelArchive {
  /** The entry with a {@link SavedTrunk}. */
  public static final String TRUNK = "trunk.yaml";

  /** Categories of a table are the longest text. */
  private static final int MOST_TEXT = 32 << 20;

  private static final int MOST_ENTRIES = 32;

  /** Many weights of a model may be 0, but not nearly all of them. */
  private static final int MOST_COMPRESSED = 20;

  /** Bytes that cost nobody much. */
  private static final long ALWAYS_PLAUSIBLE = 16 << 20;

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,60}\\.(json|yaml|bin|md|txt)");

  private final Path file;

  /** Nothing is read yet. */
  public ModelArchive(Path file) {
    this.file = file;
  }

  /**
   * Returns the text of an entry.
   *
   * @throws InputException if there is no such entry, or the file cannot be read
   */
  public String document(String name) {
    return new String(text(name), StandardCharsets.UTF_8);
  }

  /**
   * Returns the layers below the head.
   *
   * @throws InputException if they are not there, or not valid
   */
  public SavedTrunk trunk() {
    SavedTrunk trunk = Yaml.parse(place(TRUNK), document(TRUNK), SavedTrunk.class);
    try {
      trunk.model().requireFits(trunk.shape());
    } catch (InputException e) {
      throw new InputException(place(TRUNK) + ": " + e.getMessage(), e);
    }
    return trunk;
  }

  /**
   * Rebuilds the network with its weights, the updater's state where the file has it, and its
   * counts of updates and epochs.
   *
   * @throws InputException if the weights are not those of such a network, or not finite
   */
  public MultiLayerNetwork network(SavedTrunk trunk, OutputHead head) {
    long expected = Networks.parameters(trunk.model(), head, trunk.shape());
    float[] weights = vector(ModelSerializer.COEFFICIENTS_BIN, expected);
    MultiLayerNetwork network =
        Networks.create(
            trunk.model(), head, trunk.shape(), trunk.seed(), trunk.headTuning(), DataType.FLOAT);
    assign(network.params(), weights);
    INDArray state = network.getUpdater().getStateViewArray();
    if (state != null && has(ModelSerializer.UPDATER_BIN)) {
      assign(state, vector(ModelSerializer.UPDATER_BIN, state.length()));
    }
    network.setIterationCount(trunk.iterations());
    network.setEpochCount(trunk.epochs());
    return network;
  }

  private static void assign(INDArray target, float[] values) {
    target.assign(Nd4j.createFromArray(values).reshape(target.shape()));
  }

  private float[] vector(String name, long expected) {
    requireRoom(expected);
    return require(
        name,
        (zip, entry) -> {
          requirePlausible(entry, expected);
          requireWhole(zip, entry, SavedVector.mostBytes(expected));
          try (InputStream in = zip.getInputStream(entry)) {
            return SavedVector.read(place(name), in, expected);
          }
        });
  }

  /** What a file describes may be larger than what it holds. */
  private void requireRoom(long values) {
    long megabytes = (values * Float.BYTES >> 20) + 1;
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    if (values > Integer.MAX_VALUE - 8 || megabytes > heap * 3 / 4) {
      throw new InputException(
          "%s: describes a model of %,d numbers, which take %,d MB, and the heap is %,d MB; allow more with"
                  .formatted(place(TRUNK), values, megabytes, heap)
              + " TWINHEAD_JAVA_OPTIONS=-Xmx%dm, or train a smaller model"
                  .formatted(2 * megabytes + 512));
    }
  }

  /** Digits of weights hardly compress: a small file that unpacks to many was made to do harm. */
  private void requirePlausible(ZipEntry entry, long values) {
    long packed = Math.min(entry.getCompressedSize(), size());
    long unpacked = values * Float.BYTES;
    if (unpacked > ALWAYS_PLAUSIBLE && unpacked / MOST_COMPRESSED > packed) {
      throw new InputException(
          "%s: the %,d bytes there cannot hold the %,d numbers of the model that the file describes; the file"
                  .formatted(place(entry.getName()), packed, values)
              + " is not whole or was put together from two");
    }
  }

  /**
   * Whether there is an entry of a name.
   *
   * @throws InputException if the file cannot be read
   */
  public boolean has(String name) {
    return open(zip -> zip.getEntry(name) != null);
  }

  private byte[] text(String name) {
    return require(
        name,
        (zip, entry) -> {
          requireWhole(zip, entry, MOST_TEXT);
          try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes(MOST_TEXT);
          }
        });
  }

  private <T> T require(String name, Content<T> content) {
    Optional<T> found =
        open(
            zip -> {
              ZipEntry entry = zip.getEntry(name);
              return entry == null ? Optional.empty() : Optional.of(content.read(zip, entry));
            });
    return found.orElseThrow(
        () ->
            new InputException(
                "%s: has no entry '%s', so it is no model file of this program (DL4J's own files have"
                        .formatted(file, name)
                    + " none either); name a run directory that train or compare has written"));
  }

  /** Reads an entry once, in no memory to speak of: it ends where it should, as it was written. */
  private void requireWhole(ZipFile zip, ZipEntry entry, long most) throws IOException {
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      if (in.skip(most + 1) > most) {
        throw new InputException(
            "%s: is larger than the %,d bytes that belong there; the file is not whole or not a model"
                .formatted(place(entry.getName()), most));
      }
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException("the checksum of " + entry.getName() + " is wrong");
      }
    }
  }

  private interface Reading<T> {
    T read(ZipFile zip) throws IOException;
  }

  private interface Content<T> {
    T read(ZipFile zip, ZipEntry entry) throws IOException;
  }

  /**
   * What this program or DL4J puts into a model file lies at its top, once, and is neither a Java
   * class nor a Java object. Of two entries with one name each reader could take another.
   */
  private void requireKnownEntries(ZipFile zip) {
    Set<String> seen = new HashSet<>();
    if (zip.size() > MOST_ENTRIES) {
      throw new InputException(
          "%s: has %,d entries, and a model file has a few; name a model that this program has written"
              .formatted(file, zip.size()));
    }
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (!NAME.matcher(name).matches() || !seen.add(name)) {
        throw new InputException(
            "%s: has an entry '%s'%s, as no model file has; name a model that this program has written"
                .formatted(file, shown(name), seen.contains(name) ? " twice" : ""));
      }
    }
  }

  private static String shown(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 40 ? plain.substring(0, 40) + ".." : plain;
  }

  private <T> T open(Reading<T> reading) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      requireKnownEntries(zip);
      return reading.read(zip);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": there is no such file; name a run directory", e);
    } catch (IOException e) {
      throw new InputException(
          "%s: is no model file, or not a whole one (%s, %,d bytes); copy it again"
              .formatted(
                  file, Objects.requireNonNullElse(e.getMessage(), "it ends too early"), size()),
          e);
    }
  }

  private long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // the message has the reason already
    }
  }

  private String place(String entry) {
    return file + " (" + entry + ")";
  }
}
