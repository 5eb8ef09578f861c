package io.twinhead.report;

import io.twinhead.comparison.Arm;
import io.twinhead.comparison.Outcome;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Threshold;
import io.twinhead.training.Epoch;
import io.twinhead.training.Judgement;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Made-up trainings that look like real ones: overlapping classes, losses that fall and rise. */
final class Trainings {
  static final int ROWS = 600;

  private Trainings() {}

  /** Both heads and the replicate, over these seeds and folds. */
  static List<Outcome> outcomes(int seeds, int folds) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      for (int fold = 1; fold <= folds; fold++) {
        for (Arm arm : Arm.values()) {
          outcomes.add(outcome(seed, fold, folds, arm));
        }
      }
    }
    return outcomes;
  }

  /** A picture of a row, 28 x 28. */
  static Exhibit exhibit(int row) {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.drawOval(4 + row % 7, 4, 12, 18);
    graphics.fillRect(10, 8 + row % 5, 3, 14);
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Exhibit("row-%05d.png".formatted(row), png.toByteArray());
  }

  /** A training of 12 to 40 epochs, whose validation loss is lowest some epochs before the end. */
  static List<Epoch> history(Random random) {
    int epochs = 12 + random.nextInt(29);
    double floor = 0.24 + 0.05 * random.nextDouble();
    List<Epoch> history = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double train = floor - 0.002 * epoch + 0.6 * Math.exp(-epoch / 4.0);
      double overfit = 0.0006 * Math.pow(Math.max(0, epoch - 10), 1.6);
      double validation =
          floor + 0.05 + 0.5 * Math.exp(-epoch / 3.5) + overfit + 0.008 * random.nextGaussian();
      history.add(new Epoch(epoch, train, validation, Map.of(), 5000, 0.1, 0));
    }
    return history;
  }

  static int best(List<Epoch> history) {
    return 1
        + IntStream.range(0, history.size())
            .reduce(
                (a, b) -> history.get(b).validationLoss() < history.get(a).validationLoss() ? b : a)
            .orElseThrow();
  }

  /** Log-odds of overlapping classes, one positive row in three. */
  static BinaryPredictions predictions(int[] rows, Random random) {
    double[] logits = new double[rows.length];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      Random ofRow = new Random(rows[i]);
      labels[i] = ofRow.nextInt(3) == 0 ? 1 : 0;
      double signal = labels[i] == 1 ? 1.9 : -2.4;
      logits[i] = signal + 1.9 * ofRow.nextGaussian() + 0.4 * random.nextGaussian();
    }
    return BinaryPredictions.of(logits, labels);
  }

  private static Outcome outcome(int seed, int fold, int folds, Arm arm) {
    Random random = new Random(1000L * seed + 10L * fold + arm.ordinal());
    int[] rows = IntStream.range(0, ROWS).filter(row -> row % folds == fold - 1).toArray();
    BinaryPredictions predictions = predictions(rows, random);
    List<Epoch> history = history(random);
    int best = best(history);
    return new Outcome(
        seed,
        fold,
        arm,
        ROWS - rows.length,
        rows,
        predictions,
        Metrics.of(predictions, Threshold.HALF),
        history,
        best,
        new Judgement(
            Judgement.Kind.LEARNS,
            "learns: validation loss %.4f, baseline 0.6365"
                .formatted(history.get(best - 1).validationLoss())),
        1.2,
        arm == Arm.SOFTMAX ? 4098 : 4065,
        arm == Arm.SOFTMAX ? 66 : 33,
        "compiled",
        null);
  }
}
