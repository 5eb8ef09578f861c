package io.twinhead.cli;

import picocli.CommandLine.Option;

/** What stdout gets. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "TEXT",
      description = "What stdout gets (default: text).")
  private Format format = Format.TEXT;

  /** Whether stdout gets one JSON document and nothing else. */
  boolean json() {
    return format == Format.JSON;
  }

  /** The formats. */
  enum Format {
    TEXT,
    JSON
  }
}
