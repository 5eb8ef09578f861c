package io.twinhead.training;

import io.twinhead.config.InputException;
import io.twinhead.config.Link;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.TaughtTargets;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.LabelPredictions;
import io.twinhead.evaluation.Predictions;
import io.twinhead.head.Logistic;
import io.twinhead.head.OutputHead;
import io.twinhead.head.SigmoidHead;
import io.twinhead.head.SoftmaxHead;
import java.util.stream.DoubleStream;

/**
 * Learning from the probabilities of an earlier run beside the labels (Hinton, Vinyals and Dean,
 * "Distilling the knowledge in a neural network", 2015). Either head teaches either.
 *
 * @param teacher the run
 * @param temperature that divides the teacher's and the student's logits; of two classes their
 *     log-odds
 * @param alpha weight of the labels' loss, 0 to 1; the teacher's has the rest
 */
public record Distillation(SavedRun teacher, double temperature, double alpha) {
  /** The temperature unless said otherwise. */
  public static final double TEMPERATURE = 2;

  /** The weight of the labels unless said otherwise. */
  public static final double ALPHA = 0.5;

  /** Who teaches, for people. */
  public String sentence() {
    return "Learns from the probabilities of %s at temperature %s; the labels weigh %s; the training loss counts both."
        .formatted(teacher.path(), temperature, alpha);
  }

  /**
   * Makes a student's head of a head.
   *
   * @throws InputException if the teacher knows other classes, or if the temperature means nothing
   *     to the head
   */
  OutputHead student(OutputHead head, Dataset data) {
    if (!teacher.classes().equals(data.classes()) || teacher.task() != data.task()) {
      throw new InputException(
          "teacher %s: it knows the classes %s, and %s has %s: a teacher must know the same"
              .formatted(
                  teacher.path(),
                  String.join(", ", teacher.classes()),
                  data.name(),
                  String.join(", ", data.classes())));
    }
    if (temperature != 1 && head.base() instanceof SigmoidHead unit && unit.link() != Link.LOGIT) {
      throw new InputException(
          "temperature = %s: divides log-odds, and a unit with the link %s computes another number: use"
                  .formatted(temperature, unit.link())
              + " --temperature 1, or --link logit");
    }
    return head.distilled(temperature, alpha);
  }

  /** Puts beside the labels what the teacher says about the rows. */
  Examples taught(Examples examples, Dataset data, int[] rows, OutputHead head) {
    Predictions said = teacher.predict(data, rows);
    return examples.aimingAt(new TaughtTargets(examples.targets(), soft(said, head.base())));
  }

  private float[] soft(Predictions said, OutputHead student) {
    if (said instanceof BinaryPredictions two) {
      return cooled(DoubleStream.of(two.logits()));
    }
    if (said instanceof LabelPredictions labels) {
      return cooled(DoubleStream.of(labels.logits()));
    }
    ClassPredictions classes = (ClassPredictions) said;
    return student instanceof SoftmaxHead ? distributions(classes) : oneAgainstRest(classes);
  }

  private float[] cooled(DoubleStream logOdds) {
    double[] cooled = logOdds.map(d -> Logistic.sigmoid(d / temperature)).toArray();
    return floats(cooled);
  }

  /** softmax(log p / T): the temperature divides logits, and these are logits. */
  private float[] distributions(ClassPredictions said) {
    int classes = said.classes();
    OutputHead softmax = OutputHead.softmax(classes);
    double[] logits = new double[said.size() * classes];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = said.logProbabilities()[i] / temperature;
    }
    double[] all = new double[logits.length];
    double[] row = new double[classes];
    for (int i = 0; i < said.size(); i++) {
      softmax.probabilities(logits, i, row);
      System.arraycopy(row, 0, all, i * classes, classes);
    }
    return floats(all);
  }

  private float[] oneAgainstRest(ClassPredictions said) {
    int classes = said.classes();
    double[] all = new double[said.size() * classes];
    for (int k = 0; k < classes; k++) {
      double[] logOdds = said.oneAgainstRest(k).logits();
      for (int i = 0; i < logOdds.length; i++) {
        all[i * classes + k] = Logistic.sigmoid(logOdds[i] / temperature);
      }
    }
    return floats(all);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
