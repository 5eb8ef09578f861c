package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.launcher.BackendStatus;
import io.twinhead.launcher.Diagnosis;
import io.twinhead.launcher.Gpu;
import io.twinhead.launcher.MachineFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorCommandTest {
  private static final String JAR = "nd4j-native-1.0.0-M2.1-linux-x86_64-onednn-avx2.jar";

  private static final MachineFacts MACHINE = machine("glibc", "2.36", JAR, "avx", "avx2", "fma");

  private static final BackendStatus CPU = new BackendStatus("cpu", true, JAR, "");

  private static final BackendStatus NO_CUDA =
      new BackendStatus(
          "cuda",
          false,
          "no NVIDIA driver: libcuda.so.1 not found",
          "Install NVIDIA's driver, or use --backend cpu.");

  private static final Diagnosis HEALTHY =
      new Diagnosis("auto", "cpu", NO_CUDA.reason(), List.of(CPU, NO_CUDA), List.of(), MACHINE);

  @Test
  void tellsEverythingOnOnePage() {
    CliRunner run = run(HEALTHY, "doctor");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("cpu (auto): no NVIDIA driver: libcuda.so.1 not found\n")
        .contains("Linux 6.1 (linux-x86_64), glibc 2.36\n")
        .contains(System.getProperty("java.version"), "Xeon, 4 cores", "the time of 1.50\n")
        .contains("avx avx2 fma\n", "native library: linux-x86_64-onednn-avx2\n")
        .contains("16,384 MB, at most", "900 MB for native", "limit is 2,048 MB")
        .contains("ch.qos.logback.classic.LoggerContext, 1 SLF4J binding\n")
        .contains("Deeplearning4j 1.0.0-M2.1", "oneDNN 2.5.2,", "Jackson 2.2", "picocli")
        .contains("  cpu       usable", "  cuda      NOT usable: no NVIDIA driver")
        .contains("  natives ", "  images ", "  plans ")
        .doesNotContain("GPUs", "null", "Trained");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void writesTheContractsJson() throws IOException {
    CliRunner run = run(HEALTHY, "doctor", "--format=json");
    assertThat(run.code()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.at("/backend/chosen").textValue()).isEqualTo("cpu");
    assertThat(report.at("/backend/reason").textValue()).isEqualTo(NO_CUDA.reason());
    assertThat(report.at("/backend/verified").booleanValue()).isTrue();
    assertThat(report.at("/cpu/native").textValue()).isEqualTo("linux-x86_64-onednn-avx2");
    assertThat(report.at("/cpu/features").toString()).isEqualTo("[\"avx\",\"avx2\",\"fma\"]");
    assertThat(report.at("/backends/1").toString())
        .isEqualTo(
            "{\"name\":\"cuda\",\"usable\":false,\"reason\":\"%s\",\"remedy\":\"%s\"}"
                .formatted(NO_CUDA.reason(), NO_CUDA.remedy()));
    assertThat(report.at("/memory/container_mb").intValue()).isEqualTo(2048);
    assertThat(report.at("/versions/nd4j").textValue()).isEqualTo("1.0.0-M2.1");
    assertThat(report.has("train")).isFalse();
    assertThat(report.fieldNames())
        .toIterable()
        .containsExactly(
            "backend",
            "system",
            "java",
            "cpu",
            "memory",
            "backends",
            "gpus",
            "logging",
            "caches",
            "versions",
            "findings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor", "doctor --train", "doctor --format=json"})
  void endsWithFourWhenCudaIsAskedForInVain(String command) {
    Diagnosis refused =
        new Diagnosis(
            "cuda",
            "none",
            "--backend asks for cuda, which cannot be used here: " + NO_CUDA.reason(),
            List.of(CPU, NO_CUDA),
            List.of(),
            MACHINE);
    CliRunner run = run(refused, command.split(" ", -1));
    assertThat(run.code()).isEqualTo(ExitCode.BACKEND);
    assertThat(run.out())
        .contains("libcuda.so.1 not found", "Install NVIDIA's driver")
        .doesNotContain("Trained", "sigmoid_loss");
  }

  @Test
  void endsWithFourWithoutAnyBackend() {
    BackendStatus musl =
        new BackendStatus("cpu", false, "this system has the musl C library", "Use glibc.");
    Diagnosis none =
        new Diagnosis(
            "auto",
            "none",
            "No backend can be used here. cpu: " + musl.reason(),
            List.of(musl, NO_CUDA),
            List.of(),
            machine("musl", "unknown", "none", "avx2"));
    CliRunner run = run(none, "doctor");
    assertThat(run.code()).isEqualTo(ExitCode.BACKEND);
    assertThat(run.out())
        .contains("(linux-x86_64), musl\n", "native library: none\n", "error: No backend can be")
        .contains("    Use glibc.\n");
  }

  @Test
  void marksCudaAsUnverifiedAndListsItsDevices() {
    Diagnosis cuda =
        new Diagnosis(
            "auto",
            "cuda",
            "GPU 0 (Tesla T4, 7.5)",
            List.of(CPU, new BackendStatus("cuda", true, "GPU 0 (Tesla T4, 7.5)", "")),
            List.of(
                new Gpu(0, "Tesla T4", "7.5", 15360, "535.104.05"),
                new Gpu(1, "NVIDIA H200", "9.0", 0, "535.104.05")),
            MACHINE);
    CliRunner run = run(cuda, "doctor");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("warning: cuda is unverified: not yet run on such a GPU by us\n")
        .contains("doctor --train")
        .containsPattern("\n  0 +Tesla T4 +7\\.5 +15,360 MB +535\\.104\\.05\n")
        .containsPattern("\n  1 +NVIDIA H200 +9\\.0 +unknown +535\\.104\\.05\n");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @CsvSource({
    "glibc, 2.31, true",
    "glibc, 2.34, true",
    "glibc, 2.35, false",
    "glibc, 3.1, false",
    "glibc, unknown, false",
    "musl, 1.2, false"
  })
  void saysWhatAnOldGlibcIgnores(String libc, String version, boolean said) {
    String out = run(with(machine(libc, version, JAR, "avx2")), "doctor").out();
    assertThat(out.contains("info: glibc " + version + " ignores a part")).isEqualTo(said);
  }

  @Test
  void saysThatTheProcessorIsSlow() {
    assertThat(run(with(machine("glibc", "2.36", JAR, "avx")), "doctor").out())
        .contains("info: the processor has no AVX2");
  }

  @Test
  void passesTheCommandLineOn() {
    List<String> passed = new ArrayList<>();
    run(
        arguments -> {
          passed.addAll(arguments);
          return HEALTHY;
        },
        "doctor",
        "--backend=cuda");
    assertThat(passed).containsExactly("doctor", "--backend=cuda");
  }

  @Test
  void trainsBothHeads() throws IOException {
    CliRunner run = run(HEALTHY, "doctor", "--train", "--format=json");
    assertThat(run.code()).as(run.out()).isZero();
    JsonNode train = new ObjectMapper().readTree(run.out()).at("/train");
    assertThat(train.at("/sigmoid_loss").doubleValue()).isBetween(0.001, 0.35);
    assertThat(train.at("/softmax_loss").doubleValue()).isBetween(0.001, 0.35);
    assertThat(train.at("/seconds").doubleValue()).isPositive();
    assertThat(train.at("/engine").textValue()).isEqualTo("compiled");
    assertThat(train.at("/networks").findValuesAsText("network"))
        .containsExactly("dense-small", "dense-small", "tiny-cnn", "tiny-cnn");
    assertThat(train.at("/checks")).hasSize(5);
    assertThat(train.at("/holds").booleanValue()).isTrue();
  }

  @Test
  void trainsWithTheEngineThatIsAskedFor() {
    CliRunner run = run(HEALTHY, "doctor", "--train", "--engine=reference");
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out())
        .containsPattern("made-up data \\(reference engine, \\d+\\.\\d s\\)\n")
        .endsWith("All 4 checks hold.\n");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }

  private static Diagnosis with(MachineFacts machine) {
    return new Diagnosis(
        "auto", "cpu", NO_CUDA.reason(), List.of(CPU, NO_CUDA), List.of(), machine);
  }

  private static MachineFacts machine(
      String libc, String version, String library, String... features) {
    return new MachineFacts(
        "Linux 6.1",
        "linux-x86_64",
        libc,
        version,
        "Xeon",
        List.of(features),
        library,
        4,
        OptionalDouble.of(1.5),
        OptionalLong.of(2048L << 20),
        OptionalLong.of(16384L << 20),
        900,
        900);
  }

  private static CliRunner run(Diagnosis diagnosis, String... arguments) {
    return run(ignored -> diagnosis, arguments);
  }

  private static CliRunner run(
      Function<List<String>, Diagnosis> diagnostician, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLineInterface(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Terminal.PLAIN,
                Interruption.none(),
                diagnostician)
            .run(arguments);
    return new CliRunner(code, out.toString(), err.toString());
  }
}
