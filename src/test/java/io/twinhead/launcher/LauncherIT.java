package io.twinhead.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes: an installation with a worker of its own, and the launcher that starts it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // ends blocked reads too
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final List<String> DIFFICULT =
      List.of("a b", "it's", "say \"x\"", "", "$HOME `id` \\", "*", "two\nlines", "é 漢 😀");

  @TempDir private static Path folder;

  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void install() throws IOException {
    jar(folder.resolve("in stallation/twinhead.jar"), Path.of("target/classes"));
    jar(folder.resolve("in stallation/lib/tests.jar"), Path.of("target/test-classes"));
    Machine machine = Machine.detect();
    String name = "nd4j-native-1-" + machine.platform() + extension(machine) + ".jar";
    jar(folder.resolve("in stallation/backends/cpu/" + name), Path.of("target/classes/models"));
    jar(folder.resolve("in stallation/backends/cuda/none.jar"), Path.of("target/classes/models"));
  }

  @AfterEach
  void leaveNothingRunning() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 130})
  void endsWithTheWorkersExitCode(int code) throws Exception {
    Process launcher = launch("exit", Integer.toString(code));
    assertThat(launcher.waitFor()).isEqualTo(code);
    assertThat(launcher.errorReader(UTF_8).lines()).isEmpty();
  }

  @Test
  void passesTheStandardStreamsThrough() throws Exception {
    Process launcher = launch("echo");
    byte[] bytes = new byte[50_000];
    new Random(7).nextBytes(bytes);
    try (OutputStream in = launcher.getOutputStream()) {
      in.write(bytes);
    }
    assertThat(launcher.getInputStream().readAllBytes()).isEqualTo(bytes);
    assertThat(launcher.errorReader(UTF_8).lines()).containsExactly("to standard error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C.UTF-8", "C"})
  void passesDifficultArgumentsThrough(String locale) throws Exception {
    assertThat(read(start(locale, command(List.of(difficult()))))).isEqualTo(echoed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"C.UTF-8", "C"})
  void printsACommandThatAShellRuns(String locale) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(difficult()));
    arguments.add(1, "--print-command");
    Path script =
        Files.writeString(folder.resolve("command.sh"), read(start(locale, command(arguments))));
    assertThat(read(start(locale, List.of("sh", script.toString())))).isEqualTo(echoed());
  }

  @Test
  void refusesCudaWithOneParagraph() throws Exception {
    Process launcher = launch("train", "--backend", "cuda");
    assertThat(launcher.waitFor()).isEqualTo(4);
    assertThat(launcher.errorReader(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("error: --backend asks for cuda, which cannot be used here: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version"})
  void explainsItselfThoughTheBackendCannotBeUsed(String option) throws Exception {
    assertThat(read(launch(option, "--backend", "cuda"))).isEqualTo("explained\n");
  }

  @Test
  void startsADoctorThoughTheBackendCannotBeUsed() throws Exception {
    Process launcher = launch("doctor", "--backend", "cuda");
    assertThat(launcher.inputReader(UTF_8).lines()).first().isEqualTo("none");
    assertThat(launcher.waitFor()).isZero();
    assertThat(launcher.errorReader(UTF_8).lines()).isEmpty();
  }

  @Test
  void saysWhyTheCpuComputesThoughCudaIsInstalled() throws Exception {
    Process launcher = launch("predict");
    assertThat(launcher.waitFor()).isZero();
    assertThat(launcher.errorReader(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("Computing on the CPU: ");
    assertThat(launch("predict", "--quiet").errorReader(UTF_8).lines()).isEmpty();
    // Says itself what computes.
    assertThat(launch("train").errorReader(UTF_8).lines()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"twinhead.backend, cpu", "twinhead.backend.reason, --backend asks for it"})
  void tellsTheWorkerWhatComputesAndWhy(String property, String value) throws Exception {
    assertThat(read(launch("property", property, "--backend=cpu")).strip()).isEqualTo(value);
  }

  @Test
  void tellsTheWorkerWhenTheCommandBegan() throws Exception {
    long before = System.currentTimeMillis();
    long began = Long.parseLong(read(launch("property", Launcher.STARTED)).strip());
    // The kernel counts in hundredths of a second.
    assertThat(began).isBetween(before - 20, System.currentTimeMillis());
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void passesASignalOnOnce(String signal) throws Exception {
    assumeSignalsAreNotIgnored();
    Process launcher = launch("count", "1");
    BufferedReader out = launcher.inputReader(UTF_8);
    assertThat(out.readLine()).isNotNull();
    kill(signal, Long.toString(launcher.pid()));
    assertThat(out.readLine()).isEqualTo("requests: 1");
    assertThat(launcher.waitFor()).isEqualTo(130);
  }

  /** As a terminal does at Ctrl-C: the worker gets the signal from there and from the launcher. */
  @Test
  void isOneRequestWhenTheWholeGroupIsSignalled() throws Exception {
    assumeSignalsAreNotIgnored();
    assumeThat(Files.isExecutable(Path.of("/usr/bin/setsid"))).as("setsid").isTrue();
    List<String> command = new ArrayList<>(List.of("/usr/bin/setsid"));
    command.addAll(command(List.of("count", "2")));
    Process launcher = start(command);
    BufferedReader out = launcher.inputReader(UTF_8);
    assertThat(out.readLine()).isNotNull();
    kill("INT", "-" + launcher.pid());
    assertThat(out.readLine()).isEqualTo("requests: 1");
    assertThat(launcher.waitFor()).isEqualTo(130);
  }

  @Test
  void isInterruptedThoughTheWorkerHandlesNoSignals() throws Exception {
    Process launcher = launch("wait");
    assertThat(launcher.inputReader(UTF_8).readLine()).isNotNull();
    kill("TERM", Long.toString(launcher.pid()));
    assertThat(launcher.waitFor()).isEqualTo(130);
    assertThat(launcher.errorReader(UTF_8).lines()).isEmpty();
  }

  /** The kernel closes the pipe at nvidia-smi's end. */
  @Test
  void isInterruptedBeforeThereIsAWorker() throws Exception {
    assumeSignalsAreNotIgnored();
    assumeThat(Machine.detect().platform()).isEqualTo("linux-x86_64");
    Path machine = Files.createDirectory(folder.resolve("machine"));
    Files.createFile(machine.resolve("libcuda.so.1"));
    Path pipe = machine.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path nvidiaSmi = machine.resolve("nvidia-smi");
    Files.writeString(
        nvidiaSmi, "#!/bin/sh\nexec 3>" + pipe + "\necho asked >&3\nexec sleep 600\n");
    assertThat(nvidiaSmi.toFile().setExecutable(true)).isTrue();
    List<String> command = new ArrayList<>(List.of("env", "LD_LIBRARY_PATH=" + machine));
    command.add("PATH=" + machine + ":" + System.getenv("PATH"));
    command.addAll(command(List.of("doctor")));
    Process launcher = start(command);
    try (BufferedReader asked = Files.newBufferedReader(pipe)) {
      assertThat(asked.readLine()).isEqualTo("asked");
      kill("TERM", Long.toString(launcher.pid()));
      assertThat(launcher.waitFor()).isEqualTo(130);
      assertThat(asked.readLine()).isNull();
    }
  }

  @Test
  void saysThatTheWorkerWasKilled() throws Exception {
    Process launcher = launch("wait");
    kill("KILL", launcher.inputReader(UTF_8).readLine());
    assertThat(launcher.waitFor()).isEqualTo(137);
    assertThat(launcher.errorReader(UTF_8).lines())
        .singleElement()
        .asString()
        .contains("signal 9", "memory");
  }

  /**
   * The kernel closes the worker's socket at its end. Its process handle would tell later: an
   * orphan counts as alive until the system's first process collects it, which can take seconds.
   */
  @Test
  void takesTheWorkerAlongWhenKilled() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process launcher = launch("connect", Integer.toString(server.getLocalPort()));
      try (Socket worker = server.accept()) {
        assertThat(worker.getInputStream().read()).isEqualTo(1);
        List<ProcessHandle> workers = launcher.children().toList();
        assertThat(workers).hasSize(1);
        try {
          kill("KILL", Long.toString(launcher.pid()));
          worker.setSoTimeout(2_000);
          assertThat(worker.getInputStream().read()).isEqualTo(-1);
        } finally {
          workers.forEach(ProcessHandle::destroyForcibly);
        }
      }
    }
  }

  private static String[] difficult() {
    List<String> arguments = new ArrayList<>(List.of("arguments"));
    arguments.addAll(DIFFICULT);
    return arguments.toArray(String[]::new);
  }

  private static String echoed() {
    StringBuilder text = new StringBuilder();
    for (String argument : difficult()) {
      text.append('[').append(argument).append("]\n");
    }
    return text.toString();
  }

  private Process launch(String... arguments) throws IOException {
    return launch(List.of(arguments));
  }

  private Process launch(List<String> arguments) throws IOException {
    return start(command(arguments));
  }

  private static List<String> command(List<String> arguments) {
    String jar = folder.resolve("in stallation/twinhead.jar").toString();
    String tests = folder.resolve("in stallation/lib/tests.jar").toString();
    String java = Machine.detect().java().toString();
    List<String> command =
        new ArrayList<>(List.of(java, "-cp", jar + ":" + tests, LauncherMain.class.getName()));
    command.addAll(arguments);
    return command;
  }

  private Process start(List<String> command) throws IOException {
    return start("C.UTF-8", command);
  }

  private Process start(String locale, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", locale);
    builder.environment().remove(BackendRequest.VARIABLE);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private static void kill(String signal, String target) throws Exception {
    Process kill = new ProcessBuilder("sh", "-c", "kill -s " + signal + " -- " + target).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** A build in the background of a script is started to ignore SIGINT, and so are its children. */
  private static void assumeSignalsAreNotIgnored() {
    String ignored = TextFiles.value(Path.of("/proc/self/status"), "SigIgn:");
    assumeThat(ignored.isEmpty() ? 0 : Long.parseUnsignedLong(ignored, 16) & 0x4003).isZero();
  }

  private static String extension(Machine machine) {
    return machine.arch().equals("x86_64") ? "-onednn" : "";
  }

  private static void jar(Path jar, Path classes) throws IOException {
    Files.createDirectories(jar.resolveSibling(""));
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.exists(classes) ? Files.walk(classes) : Stream.<Path>empty()) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
  }
}
