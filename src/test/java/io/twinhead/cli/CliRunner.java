package io.twinhead.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs a command line in this process and keeps what it printed. */
public record CliRunner(int code, String out, String err) {
  public static CliRunner run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLineInterface(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Terminal.PLAIN,
                Interruption.none())
            .run(args);
    return new CliRunner(code, out.toString(), err.toString());
  }
}
