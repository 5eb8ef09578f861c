package io.twinhead.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A worker that does one thing, named by its first argument. */
final class WorkerMain {
  private WorkerMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    LauncherGuard.start();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    switch (arguments[0]) {
      case "exit" -> System.exit(Integer.parseInt(arguments[1]));
      case "echo" -> {
        System.err.println("to standard error");
        System.in.transferTo(System.out);
        System.out.flush();
      }
      case "arguments" -> {
        for (String argument : arguments) {
          out.println("[" + argument + "]");
        }
      }
      case "--help", "--version" -> out.println("explained");
      case "train", "predict" -> out.println("done");
      case "doctor" -> {
        Diagnosis diagnosis = Diagnosis.now(List.of(arguments), System.getenv());
        out.println(diagnosis.chosen());
        out.println(diagnosis.reason());
      }
      case "property" -> out.println(System.getProperty(arguments[1]));
      case "wait" -> {
        out.println(ProcessHandle.current().pid());
        new CountDownLatch(1).await();
      }
      case "connect" -> {
        int port = Integer.parseInt(arguments[1]);
        try (Socket held = new Socket(InetAddress.getLoopbackAddress(), port)) {
          held.getOutputStream().write(1);
          new CountDownLatch(1).await();
        }
      }
      case "count" -> count(out, Integer.parseInt(arguments[1]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Ends once {@code expected} signals have come and says how many requests to stop they were. */
  private static void count(PrintStream out, int expected) throws InterruptedException {
    AtomicInteger requests = new AtomicInteger();
    CountDownLatch signals = new CountDownLatch(expected);
    StopSignals stop =
        new StopSignals(
            requests::incrementAndGet,
            () -> {
              signals.countDown();
              return System.nanoTime();
            });
    StopSignals.handle(stop::arrived);
    out.println(ProcessHandle.current().pid());
    signals.await();
    // The signal that opened the gate may still be at work.
    synchronized (stop) {
      out.println("requests: " + requests.get());
    }
    System.exit(130);
  }
}
