package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.head.OutputHead;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelArchiveTest {
  @SuppressWarnings("unused") // the parameters below
  private static final List<String> MODELS = Models.BUNDLED;

  private static final OutputHead HEAD = OutputHead.SOFTMAX;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("MODELS")
  void rebuildsEveryBundledModelToTheBit(String name) throws IOException {
    ModelSpec spec = Models.find(name);
    int[] shape = spec.needsImages() ? new int[] {30, 30, 3} : new int[] {5};
    MultiLayerNetwork network = written(spec, shape);
    MultiLayerNetwork read = read();
    assertThat(read.params()).isEqualTo(network.params());
    assertThat(read.getUpdater().getStateViewArray())
        .isEqualTo(network.getUpdater().getStateViewArray());
    assertThat(read.getIterationCount()).isEqualTo(7);
    assertThat(read.getEpochCount()).isEqualTo(2);
    assertThat(archive().trunk().model()).isEqualTo(spec);
  }

  @Test
  void rebuildsEveryKindOfLayerAndSetting() throws IOException {
    ModelSpec spec =
        Yaml.parse(
            "test",
            """
            name: test
            channels: 1
            layers:
              - conv: {filters: 3, kernel: 5, stride: 2, padding: same, activation: leaky-relu}
              - batch-norm: {momentum: 0.8, epsilon: 1e-3}
              - avg-pool: {size: 3, stride: 2, padding: same}
              - max-pool: {}
              - dense: {units: 4, activation: tanh}
              - dropout: {rate: 0.25}
            updater: {nesterov: {learning-rate: 0.1, momentum: 0.5}}
            weight-decay: 0.01
            clip: {norm: 1.5}
            """,
            ModelSpec.class);
    MultiLayerNetwork network = written(spec, new int[] {17, 19, 1});
    assertThat(archive().trunk().model()).isEqualTo(spec);
    INDArray input = Nd4j.rand(3, 17, 19, 1);
    assertThat(read().output(input)).isEqualTo(network.output(input));
  }

  @Test
  void isReadByStockDl4jWithTheUpdatersState() throws IOException {
    MultiLayerNetwork network = written(Models.find("dense-small"), new int[] {5});
    MultiLayerNetwork stock = ModelSerializer.restoreMultiLayerNetwork(file().toFile(), true);
    assertThat(stock.getUpdater().getStateViewArray())
        .isEqualTo(network.getUpdater().getStateViewArray());
    assertThat(stock.getIterationCount()).isEqualTo(7);
  }

  @Test
  void refusesWhatIsNoZip() throws IOException {
    Files.writeString(file(), "weights");
    assertRefused("is no model file, or not a whole one", "7 bytes");
  }

  @Test
  void refusesAFileThatWasCutShort() throws IOException {
    written(Models.find("logistic"), new int[] {5});
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 100));
    assertRefused("not a whole one");
  }

  @Test
  void refusesAFlippedBit() throws IOException {
    written(Models.find("logistic"), new int[] {5});
    byte[] bytes = Files.readAllBytes(file());
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("coefficients.bin");
    bytes[at + 60] ^= 4;
    Files.write(file(), bytes);
    assertRefused("not a whole one");
  }

  @Test
  void saysWhatAnotherProgramsZipLacks() throws IOException {
    MultiLayerNetwork network = Networks.create(Models.find("logistic"), HEAD, new int[] {5}, 1);
    ModelSerializer.writeModel(network, file().toFile(), true);
    assertRefused("has no entry 'trunk.yaml'", "DL4J's own files");
  }

  @Test
  void refusesTheWeightsOfAnotherModel() throws IOException {
    MultiLayerNetwork other = Networks.create(Models.find("logistic"), HEAD, new int[] {6}, 1);
    zip(trunk("logistic", 5), vector(other.params()));
    assertRefused("holds 14 numbers", "describes has 12");
  }

  @Test
  void refusesWeightsThatAreNotFinite() throws IOException {
    INDArray weights = Nd4j.zeros(12);
    weights.putScalar(3, Float.NaN);
    zip(trunk("logistic", 5), vector(weights));
    assertRefused("number 4 of 12 is NaN");
  }

  @Test
  void refusesWeightsInAnotherPrecision() throws IOException {
    zip(trunk("logistic", 5), vector(Nd4j.zeros(DataType.DOUBLE, 12)));
    assertRefused("holds values of type DOUBLE");
  }

  /** Lengths are only believed once they fit: nothing is allocated by what stands in the file. */
  @Test
  void refusesLengthsThatWouldFillTheMemory() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(Long.MAX_VALUE / 16);
    out.writeUTF("LONG");
    zip(trunk("logistic", 5), bytes.toByteArray());
    assertRefused("is no vector as ND4J writes it");
  }

  @Test
  void refusesAnEntryThatUnpacksToMoreThanBelongsThere() throws IOException {
    zip(trunk("logistic", 5), new byte[1 << 20]);
    assertRefused("is larger than the");
  }

  @Test
  void refusesATrunkTooLargeForAnyMemory() throws IOException {
    String trunk = trunk("dense-small", 5).replace("units: 64", "units: 2000000000");
    zip(trunk, vector(Nd4j.zeros(12)));
    assertRefused("numbers, which take", "the heap is", "TWINHEAD_JAVA_OPTIONS=-Xmx");
    zip(trunk("dense-small", 5).replace("- 5", "- 2000000000\n- 2000\n- 3"), new byte[0]);
    assertRefused("is more than memory can hold");
  }

  @Test
  void refusesATrunkWhoseLayersDoNotFitItsInput() throws IOException {
    zip(trunk("tiny-cnn", 5), new byte[0]);
    assertRefused("trunk.yaml", "images");
  }

  /** Weights of 0 pack to a thousandth: a few megabytes could ask for all memory there is. */
  @Test
  void refusesASmallFileThatDescribesALargeModelBeforeItTakesTheMemory() throws IOException {
    String trunk = trunk("dense-small", 5).replaceAll("units: [0-9]+", "units: 2600");
    SavedTrunk large = Yaml.parse("test", trunk, SavedTrunk.class);
    int weights = (int) Networks.parameters(large.model(), HEAD, large.shape());
    assertThat(weights).isGreaterThan(5_000_000);
    zip(trunk, vector(Nd4j.zeros(weights)));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertRefused("(coefficients.bin)", "bytes there cannot hold the", "numbers of the model");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8 << 20);
  }

  @Test
  void copiesEverythingButTheDocumentsThatChange() throws IOException {
    written(Models.find("dense-small"), new int[] {5});
    Path copy = folder.resolve("copy.zip");
    ModelFile.copy(file(), copy, Map.of("other.json", "{\"new\": 1}"));
    assertThat(new ModelArchive(copy).document("other.json")).isEqualTo("{\"new\": 1}");
    Path back = folder.resolve("back.zip");
    ModelFile.copy(copy, back, Map.of("other.json", "{}"));
    assertThat(back).hasSameBinaryContentAs(file());
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(this::read)
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(parts)
        .hasMessageStartingWith(file().toString());
  }

  private MultiLayerNetwork read() {
    return archive().network(archive().trunk(), HEAD);
  }

  private ModelArchive archive() {
    return new ModelArchive(file());
  }

  private Path file() {
    return folder.resolve("model.zip");
  }

  private MultiLayerNetwork written(ModelSpec spec, int[] shape) throws IOException {
    MultiLayerNetwork network = Networks.create(spec, HEAD, shape, 3);
    network.setIterationCount(7);
    network.setEpochCount(2);
    INDArray state = network.getUpdater().getStateViewArray();
    state.assign(Nd4j.rand(state.dataType(), state.shape()));
    SavedTrunk trunk = new SavedTrunk(Arrays.stream(shape).boxed().toList(), 3, 7, 2, spec, null);
    ModelFile.write(
        file(), network, HEAD, Map.of(ModelArchive.TRUNK, Yaml.write(trunk), "other.json", "{}"));
    return network;
  }

  private static String trunk(String model, int features) {
    return Yaml.write(new SavedTrunk(List.of(features), 1, 0, 0, Models.find(model), null));
  }

  private static byte[] vector(INDArray values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Nd4j.write(values, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private void zip(String trunk, byte[] weights) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
      zip.putNextEntry(new ZipEntry(ModelArchive.TRUNK));
      zip.write(trunk.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(ModelSerializer.COEFFICIENTS_BIN));
      zip.write(weights);
    }
  }
}
