package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.launcher.Finding.Missing;
import io.twinhead.launcher.Finding.Usable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class TrialProcessTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Consumer<String> SILENT = remark -> {};
  private static final Usable NOTHING = new Usable("", List.of(), "", Map.of());

  @Test
  void trialPasses() throws Exception {
    TrialProcess trial = trial("pass", LONG);
    assertThat(trial.outcome()).isEmpty();
    assertThat(trial.finding(NOTHING)).isSameAs(NOTHING);
    assertThat(trial.outcome()).isEqualTo("passed");
  }

  @Test
  void trialFails() throws Exception {
    TrialProcess trial = trial("fail", LONG);
    assertThat(reason(trial.finding(NOTHING)))
        .endsWith("failed: the matrix product is wrong: 1.5 instead of 2.0")
        .isEqualTo(trial.outcome());
  }

  @Test
  void trialHangs() throws Exception {
    assertThat(reason(trial("hang", Duration.ofSeconds(1)).finding(NOTHING)))
        .endsWith("was not done within 1 s and was killed");
    assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void trialCrashes() throws Exception {
    assertThat(reason(trial("crash", LONG).finding(NOTHING))).endsWith("crashed with signal 9");
  }

  @Test
  void saysThatTheFirstStartUnpacksAndWhere(@TempDir Path cache) throws Exception {
    List<String> remarks = new ArrayList<>();
    TrialProcess trial =
        new TrialProcess(
            host("fail -Dorg.bytedeco.javacpp.cachedir=" + cache),
            TrialMain.class.getName(),
            LONG,
            remarks::add);
    Usable cuda = new Usable("", List.of(Hosts.NATIVE), "", Map.of());
    assertThat(((Missing) trial.finding(cuda)).remedy()).contains(" " + cache + " has room");
    assertThat(remarks).singleElement().asString().contains("unpacks up to 3.3 GB");
    Files.createDirectory(cache.resolve(Hosts.NATIVE.getFileName()));
    trial.finding(cuda);
    assertThat(remarks).hasSize(1);
  }

  @Test
  void trialCannotBeFound() throws Exception {
    Host host = host("pass");
    assertThat(reason(new TrialProcess(host, "io.twinhead.Nowhere", LONG, SILENT).finding(NOTHING)))
        .contains("io.twinhead.Nowhere");
  }

  private static TrialProcess trial(String what, Duration limit) throws URISyntaxException {
    return new TrialProcess(host(what), TrialMain.class.getName(), limit, SILENT);
  }

  private static Host host(String what) throws URISyntaxException {
    Installation installation =
        new Installation(
            Path.of(""),
            folder(Launcher.class),
            List.of(folder(TrialMain.class)),
            List.of(),
            List.of());
    Map<String, String> environment = Map.of("TWINHEAD_JAVA_OPTIONS", "-Xmx64m -Dtrial=" + what);
    return new Host(Machine.detect(), installation, environment, Path.of("/"), LONG);
  }

  private static Path folder(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String reason(Finding finding) {
    return finding instanceof Missing failure ? failure.reason() : "no failure";
  }
}
