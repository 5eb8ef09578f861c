package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.training.SavedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import stock.StockProcess;

/** Model files of whole runs, whatever became of them, in a process that has DL4J alone. */
@Timeout(300)
class StockModelIT {
  private static final int ROWS = 16;

  @TempDir private Path folder;

  @Test
  void readsTablesModelsAfterSchedulesCalibrationAndConversion() throws Exception {
    Path run =
        TrainedRuns.on(
            "breast-cancer",
            folder.resolve("run"),
            "--head=softmax",
            "--epochs=4",
            "--schedule=cosine",
            "--class-weight=balanced");
    assertDl4jComputesTheSame(run, 30);
    done("calibrate", run.toString(), "--threshold=f1");
    assertDl4jComputesTheSame(run, 30);
    Path sigmoid = folder.resolve("sigmoid");
    done("convert", run.toString(), "--to=sigmoid", "--out=" + sigmoid);
    assertDl4jComputesTheSame(sigmoid, 30);
    Path warm =
        TrainedRuns.on(
            "breast-cancer", folder.resolve("warm"), "--head=sigmoid", "--init-from=" + sigmoid);
    assertDl4jComputesTheSame(warm, 30);
  }

  @Test
  void readsModelsOfImagesAndOfSeveralClasses() throws Exception {
    assertDl4jComputesTheSame(
        TrainedRuns.on("iris", folder.resolve("iris"), "--head=sigmoid", "--model=dense-wide"), 4);
    for (String model : new String[] {"tiny-cnn", "small-cnn"}) {
      Path run =
          TrainedRuns.on(
              "clipart-animals-vs-food",
              folder.resolve(model),
              "--head=softmax",
              "--model=" + model,
              "--image-size=48");
      assertDl4jComputesTheSame(run, 48, 48, 3);
    }
  }

  private void assertDl4jComputesTheSame(Path run, long... shape) throws Exception {
    Path stock = Files.createTempDirectory(folder, "stock");
    Files.copy(run.resolve("model.zip"), stock.resolve("model.zip"));
    long[] all = Stream.of(new long[] {ROWS}, shape).flatMapToLong(Arrays::stream).toArray();
    INDArray features = Nd4j.rand(7, all);
    try (SavedRun saved = SavedRun.open(run, BundledData::resolve)) {
      INDArray expected = saved.network().output(features);
      Nd4j.saveBinary(features, stock.resolve("features.bin").toFile());
      INDArray labels = Nd4j.zeros(ROWS, saved.head().outputs());
      labels.getColumn(0).assign(1);
      Nd4j.saveBinary(labels, stock.resolve("labels.bin").toFile());
      StockProcess.run(stock);
      INDArray found = Nd4j.readBinary(stock.resolve("outputs.bin").toFile());
      assertThat(found.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5);
    }
  }

  private static void done(String... args) {
    CliRunner run = CliRunner.run(args);
    assertThat(run.code()).as(run.err()).isZero();
  }
}
