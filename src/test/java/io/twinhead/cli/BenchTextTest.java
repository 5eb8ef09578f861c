package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.engine.BenchResult;
import io.twinhead.engine.BenchResult.Measured;
import io.twinhead.engine.BenchResult.Ratio;
import io.twinhead.engine.BenchResult.Times;
import io.twinhead.run.Provenance;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTextTest {
  @Test
  void tellsTheThreadsOfEachEngineAndNamesThemWhereTheyDiffer() {
    String text = text(4, 1);
    assertThat(text)
        .contains("some processor, 8 cores, natives x86_64")
        .containsPattern("(?m)^engine +threads +s +median")
        .containsPattern("(?m)^compiled +4 +0\\.50 +2\\.00 ")
        .containsPattern("(?m)^reference +1 +0\\.50 +8\\.00 ");
    assertThat(text.replaceAll("\\s+", " "))
        .contains(
            "The compiled engine in 4 threads trains 4.00 times as fast as the reference engine in"
                + " one thread, and infers 3.00 times as fast.");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void saysNothingOnThreadsInTheSentenceWhereTheyAreAlike() {
    assertThat(text(1, 1).replaceAll("\\s+", " "))
        .contains("The compiled engine trains 4.00 times as fast as the reference engine, and");
  }

  private static String text(int compiled, int reference) {
    return BenchText.of(
        new BenchResult(
            "small-cnn",
            List.of(28, 28, 3),
            32,
            "sigmoid",
            compiled,
            List.of(measured("compiled", compiled, 2), measured("reference", reference, 8)),
            new Ratio(4, 3),
            100,
            0.5,
            null),
        new Provenance("1", "17", "Linux", "some processor", 8, 1, "x86_64"));
  }

  private static Measured measured(String engine, int threads, double millis) {
    return new Measured(engine, threads, 0.5, new Times(millis, millis), 1000, 3000, 300.0);
  }
}
