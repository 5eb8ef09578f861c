package io.twinhead.cli;

import io.twinhead.audit.Finding;
import io.twinhead.audit.LintReport;
import io.twinhead.audit.Linter;
import io.twinhead.audit.Rule;
import io.twinhead.audit.Severity;
import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.head.OutputHead;
import io.twinhead.run.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks for mistakes in data, in a run, or in the network of a DL4J model file. */
@Command(
    name = "lint",
    description =
        "Looks for mistakes in how heads, labels, losses and thresholds are put together; ends with"
            + " exit code 5 if there is an error.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true)
final class LintCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLineInterface parent;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DATASET|RUN|DL4J_ZIP",
      description = "Data as for train, the directory of a run, or a model file of DL4J.")
  private @Nullable String target;

  @Option(
      names = "--head",
      paramLabel = "sigmoid|softmax",
      description = "The head that is to be trained on the data.")
  private @Nullable String head;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Folds of the cross-validation to come (default: 5; images 3).")
  private @Nullable Integer folds;

  @Option(names = "--list", description = "List everything that is looked for, with its code.")
  private boolean list;

  @Mixin private DataOptions data = new DataOptions();
  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    if (list) {
      parent.out().print(format.json() ? Json.document(rules()) : LintText.rules());
      return ExitCode.DONE;
    }
    LintReport report = check();
    parent
        .out()
        .print(
            format.json() ? Json.document(new Findings(report.findings())) : LintText.of(report));
    return report.count(Severity.ERROR) > 0 ? ExitCode.CHECK : ExitCode.DONE;
  }

  private LintReport check() {
    DataConfig said = Settings.fromFlags(spec, this::settings);
    Path path = Path.of(String.valueOf(target));
    if (Files.isRegularFile(path) && path.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
      requireNoSettings(said, "is a model file");
      return Linter.model(path);
    }
    if (Files.exists(path.resolve("comparison.json"))) {
      throw new InputException(
          path + ": is a comparison of many runs; name one of the directories in it");
    }
    if (Linter.isRun(path)) {
      requireNoSettings(said, "is a run");
      return Linter.run(path);
    }
    return Linter.data(BundledData.resolve(path.toString()), said, head, folds);
  }

  private DataConfig settings() {
    if (target == null || target.isBlank()) {
      throw new IllegalArgumentException(
          "DATASET, RUN or DL4J_ZIP is missing: name what to check, or --list the rules");
    }
    if (head != null) {
      head = OutputHead.of(head).name();
    }
    if (folds != null && folds < 2) {
      throw new IllegalArgumentException("folds = " + folds + ": must be at least 2");
    }
    return data.toConfig();
  }

  /** Options about data would have no effect on anything else. */
  private void requireNoSettings(DataConfig said, String kind) {
    List<String> settings =
        Stream.of(
                said.tableSettings(),
                said.imageSettings(),
                given("head", head),
                given("folds", folds),
                given("positive", said.positive()),
                given("task", said.task()),
                given("on-error", said.onError()))
            .flatMap(List::stream)
            .toList();
    DataConfig.requireNone(settings, String.valueOf(target), kind);
  }

  private static List<String> given(String name, @Nullable Object value) {
    return value == null ? List.of() : List.of(name);
  }

  private static List<RuleEntry> rules() {
    return Arrays.stream(Rule.values())
        .map(rule -> new RuleEntry(rule.code(), rule.severity(), rule.title(), rule.why()))
        .toList();
  }

  /** The JSON document. */
  record Findings(List<Finding> findings) {}

  /** A rule in JSON. */
  record RuleEntry(String code, Severity severity, String title, String why) {}
}
