package io.twinhead.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that has to be done within a time limit; after it, it is killed with its children.
 *
 * @param hung whether it had to be killed
 * @param exitCode 128 and more for a signal; -1 for a hung process
 * @param lines what it wrote to either stream, blank lines left out
 */
record TimedProcess(boolean hung, int exitCode, List<String> lines) {
  /** More than this of a process's chatter nobody wants. */
  private static final int MOST_BYTES = 1 << 20;

  TimedProcess {
    lines = List.copyOf(lines);
  }

  static TimedProcess run(ProcessBuilder builder, Duration limit)
      throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    Output output = new Output(process.getInputStream());
    output.start();
    if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      // A grandchild may still hold the stream.
      output.join(1000);
      return new TimedProcess(false, process.exitValue(), output.lines());
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    // Until then it still counts as running.
    process.waitFor(1, TimeUnit.SECONDS);
    return new TimedProcess(true, -1, output.lines());
  }

  boolean succeeded() {
    return !hung && exitCode == 0;
  }

  /** Or {@code otherwise} if it wrote nothing. */
  String lastLine(String otherwise) {
    return lines.isEmpty() ? otherwise : lines.get(lines.size() - 1);
  }

  /** Reads to the end, so that the process never waits for a reader; keeps what came last. */
  private static final class Output extends Thread {
    private final InputStream stream;
    private final StringBuilder text = new StringBuilder();

    Output(InputStream stream) {
      super("process-output");
      setDaemon(true);
      this.stream = stream;
    }

    @Override
    public void run() {
      byte[] buffer = new byte[8192];
      try {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        }
      } catch (IOException e) {
        append(""); // the process was killed: what it wrote before counts
      }
    }

    private synchronized void append(String more) {
      text.append(more);
      text.delete(0, Math.max(0, text.length() - MOST_BYTES));
    }

    synchronized List<String> lines() {
      List<String> lines = new ArrayList<>();
      byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      for (String line : new String(bytes, StandardCharsets.UTF_8).split("\\R", -1)) {
        if (!line.isBlank()) {
          lines.add(line.strip());
        }
      }
      return lines;
    }
  }
}
