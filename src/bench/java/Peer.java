import java.util.Arrays;
import java.util.Locale;

/** What the Java peers have in common: options, a stopwatch, and a line of JSON. */
record Peer(int size, int channels, int batch, int steps, int threads, boolean channelsLast) {
  private static final int WARM_UP = 3;

  /** Reads pairs such as {@code --size 150}. */
  static Peer of(String... args) {
    Peer peer = new Peer(150, 3, 32, 20, 2, true);
    for (int i = 0; i + 1 < args.length; i += 2) {
      peer = peer.with(args[i], args[i + 1]);
    }
    return peer;
  }

  private Peer with(String name, String value) {
    return switch (name) {
      case "--size" -> new Peer(number(value), channels, batch, steps, threads, channelsLast);
      case "--channels" -> new Peer(size, number(value), batch, steps, threads, channelsLast);
      case "--batch" -> new Peer(size, channels, number(value), steps, threads, channelsLast);
      case "--steps" -> new Peer(size, channels, batch, number(value), threads, channelsLast);
      case "--threads" -> new Peer(size, channels, batch, steps, number(value), channelsLast);
      case "--layout" ->
          new Peer(size, channels, batch, steps, threads, value.equals("channels_last"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static int number(String value) {
    return Integer.parseInt(value);
  }

  /** Seconds of each repetition, in ascending order. */
  double[] time(Runnable action) {
    double[] seconds = new double[steps];
    for (int i = -WARM_UP; i < steps; i++) {
      long start = System.nanoTime();
      action.run();
      if (i >= 0) {
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return seconds;
  }

  /** Prints what the other peers print. */
  void print(String name, double readySeconds, double[] train, double[] infer) {
    System.out.printf(
        Locale.ROOT,
        """
        {"peer": "%s", "net": "small-cnn", "head": "sigmoid", "batch": %d, "threads": %d, \
        "ready_seconds": %.3f, "train_ms_per_step": {"median": %.4f, "best": %.4f}, \
        "train_samples_per_second": %.2f, "infer_samples_per_second": %.2f}
        """,
        name,
        batch,
        threads,
        readySeconds,
        median(train) * 1e3,
        train[0] * 1e3,
        batch / median(train),
        batch / median(infer));
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
