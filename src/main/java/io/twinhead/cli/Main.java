package io.twinhead.cli;

import io.twinhead.launcher.LauncherGuard;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The worker's entry point. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    LauncherGuard.start();
    Interruption interruption = Interruption.install();
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    System.exit(new CommandLineInterface(out, err, Terminal.detect(), interruption).run(args));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
