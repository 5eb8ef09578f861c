package stock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What anybody with DL4J alone can do with a trained network. Reads {@code model.zip}, {@code
 * features.bin} and {@code labels.bin} in a folder, and writes there what it finds and computes.
 */
public final class StockTraining {
  private static final int STEPS = 50;

  private StockTraining() {}

  public static void main(String[] args) throws IOException {
    requireNoTwinhead();
    Path folder = Path.of(args[0]);
    MultiLayerNetwork network =
        ModelSerializer.restoreMultiLayerNetwork(folder.resolve("model.zip").toFile(), true);
    DataSet data = new DataSet(read(folder, "features.bin"), read(folder, "labels.bin"));
    write(folder, "outputs.bin", network.output(data.getFeatures()));
    write(folder, "state.bin", network.getUpdater().getStateViewArray());
    int iteration = network.getIterationCount();
    double before = network.score(data);
    network.fit(data);
    write(folder, "parameters.bin", network.params());
    for (int i = 1; i < STEPS; i++) {
      network.fit(data);
    }
    Files.writeString(
        folder.resolve("result.txt"), iteration + " " + before + " " + network.score(data));
  }

  private static void requireNoTwinhead() {
    try {
      Class<?> found = Class.forName("io.twinhead.head.HeadLoss");
      throw new IllegalStateException(found + " is on the class path");
    } catch (ClassNotFoundException e) {
      System.out.println("DL4J alone");
    }
  }

  private static INDArray read(Path folder, String name) throws IOException {
    return Nd4j.readBinary(folder.resolve(name).toFile());
  }

  private static void write(Path folder, String name, INDArray array) throws IOException {
    Nd4j.saveBinary(array, folder.resolve(name).toFile());
  }
}
