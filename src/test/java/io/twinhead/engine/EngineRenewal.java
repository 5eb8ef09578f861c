package io.twinhead.engine;

import io.twinhead.config.Kernels;
import io.twinhead.head.OutputHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Makes and closes engines, and prints by how many MiB the process has grown: one of its own, with
 * a heap so small that what only the collector frees is freed. Arguments: the kernels, and how many
 * engines.
 */
final class EngineRenewal {
  private static final int ROWS = 32;
  private static final int WARM_UP = 150;

  private EngineRenewal() {}

  public static void main(String[] args) throws IOException {
    Kernels kernels = Kernels.valueOf(args[0]);
    use(kernels, WARM_UP);
    long before = residentMebibytes();
    use(kernels, Integer.parseInt(args[1]));
    System.out.println("growth " + (residentMebibytes() - before));
  }

  private static void use(Kernels kernels, int engines) {
    OutputHead head = OutputHead.SIGMOID;
    TestNetwork test =
        new TestNetwork(
            "small cnn",
            new int[] {28, 28, 1},
            TestNetwork.with(new Adam(0.001)),
            TestNetwork.conv(8),
            TestNetwork.maxPool(),
            TestNetwork.conv(16),
            TestNetwork.dense(32, TestNetwork.relu()));
    MultiLayerNetwork network = test.create(head);
    Batch batch = TestBatches.random(test.shape(), head, ROWS, 1);
    for (int i = 0; i < engines; i++) {
      try (Engine engine = TestEngines.compiled(network, head, test.shape(), kernels)) {
        engine.step(batch);
        engine.logits(batch.features(), ROWS);
      }
    }
  }

  private static long residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
