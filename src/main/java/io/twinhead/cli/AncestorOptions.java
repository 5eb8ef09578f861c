package io.twinhead.cli;

import io.twinhead.config.InitPart;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What one training takes from earlier runs. */
final class AncestorOptions {
  @Option(
      names = "--init-from",
      paramLabel = "RUN",
      description = "Start from the weights of an earlier run.")
  @Nullable String initFrom;

  @Option(
      names = "--init",
      paramLabel = "trunk|head|both",
      description = "Which of its weights (default: both where the heads agree, else the trunk).")
  @Nullable InitPart init;

  @Option(
      names = "--teacher",
      paramLabel = "RUN",
      description = "Learn from the probabilities of an earlier run too (distillation).")
  @Nullable String teacher;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Divides the teacher's and the student's logits (default: 2).")
  @Nullable Double temperature;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      description = "Weight of the labels' loss beside the teacher's, 0 to 1 (default: 0.5).")
  @Nullable Double alpha;
}
