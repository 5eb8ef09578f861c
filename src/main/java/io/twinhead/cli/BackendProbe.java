package io.twinhead.cli;

import io.twinhead.launcher.BackendProperties;
import io.twinhead.launcher.LauncherGuard;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.ServiceLoader;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * Tries the backend that the system property {@code twinhead.backend} names, {@code cpu} or {@code
 * cuda}, in a process of its own: loads it and checks one small matrix product and one convolution
 * against plain Java. Exits with 0, or with {@value ExitCode#BACKEND} and the reason as the last
 * line of standard error. A crash or a hang is for the parent to notice.
 */
public final class BackendProbe {
  private static final Map<String, String> CLASSES =
      Map.of("cpu", "CpuBackend", "cuda", "JCublasBackend");

  /** Winograd's algorithm rounds even these numbers. */
  private static final double TOLERANCE = 1e-3;

  private static final int ROWS = 8;
  private static final int INNER = 6;
  private static final int COLUMNS = 5;
  private static final int CHANNELS = 2;
  private static final int FILTERS = 3;
  private static final int SIZE = 7;
  private static final int KERNEL = 3;
  private static final int PLACES = SIZE - KERNEL + 1;

  private BackendProbe() {}

  public static void main(String[] args) {
    LauncherGuard.start();
    PrintStream err = System.err;
    // ND4J would print the stack trace of a backend that cannot start.
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    System.exit(run(System.getProperty(BackendProperties.CHOSEN, ""), err));
  }

  private static int run(String backend, PrintStream err) {
    try {
      load(backend);
      product();
      convolution();
      return ExitCode.DONE;
    } catch (Exception | Error e) {
      err.println(reason(e));
      return ExitCode.BACKEND;
    }
  }

  /** Starts ND4J, which by itself would go on with any other backend that it finds. */
  private static void load(String backend) throws Exception {
    String wanted = CLASSES.get(backend);
    if (wanted == null) {
      throw new IllegalStateException(
          BackendProperties.CHOSEN + " = '" + backend + "': must be one of cpu, cuda");
    }
    for (Nd4jBackend found : ServiceLoader.load(Nd4jBackend.class)) {
      if (found.getClass().getSimpleName().equals(wanted)) {
        found.canRun(); // throws the reason, which ND4J keeps to itself
      }
    }
    String loaded = Nd4j.getBackend().getClass().getSimpleName();
    if (!loaded.equals(wanted)) {
      throw new IllegalStateException("ND4J loaded " + loaded + " instead of " + wanted);
    }
  }

  private static void product() {
    float[] a = numbers(ROWS * INNER, 5);
    float[] b = numbers(INNER * COLUMNS, 7);
    INDArray result =
        Nd4j.createFromArray(a)
            .reshape(ROWS, INNER)
            .mmul(Nd4j.createFromArray(b).reshape(INNER, COLUMNS));
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        double sum = 0;
        for (int k = 0; k < INNER; k++) {
          sum += a[i * INNER + k] * b[k * COLUMNS + j];
        }
        require("a matrix product", sum, result.getDouble(i, j));
      }
    }
  }

  private static void convolution() {
    float[] image = numbers(CHANNELS * SIZE * SIZE, 11);
    float[] weights = numbers(FILTERS * CHANNELS * KERNEL * KERNEL, 13);
    INDArray result = Nd4j.create(1, FILTERS, PLACES, PLACES);
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d")
            .addInputs(
                Nd4j.createFromArray(image).reshape(1, CHANNELS, SIZE, SIZE),
                Nd4j.createFromArray(weights).reshape(FILTERS, CHANNELS, KERNEL, KERNEL))
            .addOutputs(result)
            // Stride 1, no padding, channels first, weights as above: the same on every backend.
            .addIntegerArguments(KERNEL, KERNEL, 1, 1, 0, 0, 1, 1, 0, 0, 1)
            .build());
    for (int f = 0; f < FILTERS; f++) {
      for (int i = 0; i < PLACES; i++) {
        for (int j = 0; j < PLACES; j++) {
          require("a convolution", at(image, weights, f, i, j), result.getDouble(0, f, i, j));
        }
      }
    }
  }

  /** One value of the cross-correlation. */
  private static double at(float[] image, float[] weights, int filter, int i, int j) {
    double sum = 0;
    for (int c = 0; c < CHANNELS; c++) {
      for (int y = 0; y < KERNEL; y++) {
        for (int x = 0; x < KERNEL; x++) {
          float weight = weights[((filter * CHANNELS + c) * KERNEL + y) * KERNEL + x];
          sum += weight * image[(c * SIZE + i + y) * SIZE + j + x];
        }
      }
    }
    return sum;
  }

  /** Eighths between -1 and 1, whose products TF32, which cuDNN may use, computes exactly. */
  private static float[] numbers(int count, int step) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (i * step % 17 - 8) / 8f;
    }
    return numbers;
  }

  private static void require(String what, double expected, double actual) {
    if (!(Math.abs(actual - expected) <= TOLERANCE)) {
      throw new IllegalStateException(
          "%s has a wrong value: %s, expected %s".formatted(what, actual, expected));
    }
  }

  /** The innermost cause, without the folder of the library that could not be loaded. */
  private static String reason(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message.replaceAll("\\s+", " ").replaceFirst("^/.*/(?=[^/]+: )", "");
  }
}
