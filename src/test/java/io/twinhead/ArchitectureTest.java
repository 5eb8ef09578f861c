package io.twinhead;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The direction of imports: each package may use those in its row. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.twinhead");

  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("launcher", List.of()),
          Map.entry("config", List.of()),
          Map.entry("head", List.of("config")),
          Map.entry("image", List.of("config")),
          Map.entry("dataset", List.of("config", "image")),
          Map.entry("model", List.of("config", "head")),
          Map.entry("engine", List.of("config", "model", "head")),
          Map.entry("evaluation", List.of("head")),
          Map.entry("run", List.of("config")),
          Map.entry(
              "training",
              List.of("config", "head", "dataset", "model", "engine", "evaluation", "run")),
          Map.entry(
              "comparison",
              List.of("config", "head", "dataset", "model", "evaluation", "run", "training")),
          Map.entry(
              "audit",
              List.of("config", "head", "dataset", "engine", "evaluation", "run", "training")),
          Map.entry(
              "report", List.of("audit", "head", "run", "evaluation", "training", "comparison")),
          Map.entry(
              "cli",
              List.of(
                  "config",
                  "head",
                  "image",
                  "dataset",
                  "model",
                  "engine",
                  "evaluation",
                  "run",
                  "training",
                  "comparison",
                  "audit",
                  "report",
                  "launcher")));

  @SuppressWarnings("unused") // the parameters below
  private static final Set<String> PACKAGES = new TreeSet<>(MAY_IMPORT.keySet());

  @ParameterizedTest
  @FieldSource("PACKAGES")
  void importsOnlyWhatItsRowAllows(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), Objects.requireNonNull(MAY_IMPORT.get(name)).stream())
            .map(p -> "io.twinhead." + p)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("io.twinhead." + name)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed).or(resideOutsideOfPackages("io.twinhead..")))
        .check(CLASSES);
  }

  @Test
  void everyPackageHasARowAndANullMarkedDescription() {
    Set<String> found = new TreeSet<>();
    CLASSES.forEach(c -> found.add(c.getPackageName().replace("io.twinhead.", "")));
    assertThat(found).isEqualTo(PACKAGES);
    for (String name : found) {
      assertThat(CLASSES.getPackage("io.twinhead." + name).isAnnotatedWith(NullMarked.class))
          .as("%s is @NullMarked", name)
          .isTrue();
    }
  }

  @Test
  void hasNoCycles() {
    slices().matching("io.twinhead.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void keepsDl4jOutOfConfigDatasetEvaluationAndReport() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.twinhead.config..",
            "io.twinhead.dataset..",
            "io.twinhead.evaluation..",
            "io.twinhead.image..",
            "io.twinhead.report..",
            "io.twinhead.run..",
            "io.twinhead.launcher..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..")
        .check(CLASSES);
  }

  @Test
  void launcherUsesTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage("io.twinhead.launcher")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "sun.misc..", "org.jspecify..", "io.twinhead.launcher")
        .check(CLASSES);
  }

  @Test
  void standardStreamsBelongToTheCommandLineAndTheLauncher() {
    for (String stream : List.of("out", "err", "in")) {
      noClasses()
          .that()
          .resideOutsideOfPackages("io.twinhead.cli..", "io.twinhead.launcher..")
          .should()
          .accessField(System.class, stream)
          .check(CLASSES);
    }
  }
}
