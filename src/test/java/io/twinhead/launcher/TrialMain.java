package io.twinhead.launcher;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A trial that ends as the system property {@code trial} says. */
final class TrialMain {
  private TrialMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println("chatter on standard output");
    switch (System.getProperty("trial")) {
      case "pass" -> System.exit(System.getProperty("twinhead.backend", "").equals("cuda") ? 0 : 1);
      case "fail" -> {
        System.err.println("the matrix product is wrong: 1.5 instead of 2.0");
        System.exit(4);
      }
      case "crash" -> {
        String self = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-KILL", self).start();
        new CountDownLatch(1).await();
      }
      case "hang" -> new CountDownLatch(1).await();
      default -> throw new IllegalArgumentException(System.getProperty("trial"));
    }
  }
}
