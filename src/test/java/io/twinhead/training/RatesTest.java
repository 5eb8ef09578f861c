package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.config.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatesTest {
  private static final JsonNode GOLDEN = golden();

  static Stream<JsonNode> cases() {
    return StreamSupport.stream(GOLDEN.get("cases").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areThoseOfPyTorch(JsonNode each) {
    Rates rates =
        new Rates(Schedule.parse(each.get("schedule").asText()), each.get("warmup").doubleValue());
    int steps = GOLDEN.get("steps_per_epoch").intValue();
    int epochs = GOLDEN.get("epochs").intValue();
    List<Epoch> history = new ArrayList<>();
    for (int step = 0; step < steps * epochs; step++) {
      if (step > 0 && step % steps == 0) {
        history.add(epoch(history.size() + 1, GOLDEN.get("losses").get(history.size())));
      }
      assertThat(rates.factor(step, steps, epochs, history))
          .as("step %d", step)
          .isCloseTo(
              each.get("factors").get(step).doubleValue(),
              org.assertj.core.data.Offset.offset(1e-14));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"constant", "step,every=3", "cosine,last=0.01", "plateau,patience=2"})
  void areBetweenZeroAndOneAndRiseOnlyWhileWarmingUp(String schedule) {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200; i++) {
      int steps = 1 + random.nextInt(40);
      int epochs = 1 + random.nextInt(12);
      double warmup = random.nextInt(3) * random.nextDouble(0, 4);
      Rates rates = new Rates(Schedule.parse(schedule), warmup);
      double before = 0;
      for (int step = 0; step < 2 * steps * epochs; step++) {
        double factor = rates.factor(step, steps, epochs, List.of());
        assertThat(factor).isGreaterThan(0).isLessThanOrEqualTo(1);
        if (step >= warmup * steps) {
          assertThat(factor).isLessThanOrEqualTo(step == 0 ? 1 : Math.max(before, atEnd(rates)));
        }
        before = factor;
      }
    }
  }

  /** What a warm-up whose end lies within a step rises to at the most. */
  private static double atEnd(Rates rates) {
    return rates.warmup() % 1 == 0 ? 0 : 1;
  }

  @Test
  void aStepComesWithTheFirstStepOfItsEpoch() {
    Rates rates = new Rates(Schedule.parse("step,every=2,factor=0.5"), 0);
    assertThat(rates.factor(13, 7, 9, List.of())).isEqualTo(1);
    assertThat(rates.factor(14, 7, 9, List.of())).isEqualTo(0.5);
    assertThat(rates.factor(27, 7, 9, List.of())).isEqualTo(0.5);
    assertThat(rates.factor(28, 7, 9, List.of())).isEqualTo(0.25);
  }

  @Test
  void aWarmUpLongerThanTheTrainingOnlyRises() {
    Rates rates = new Rates(Schedule.parse("cosine"), 5);
    assertThat(rates.factor(9, 5, 2, List.of())).isEqualTo(10.0 / 25);
  }

  private static Epoch epoch(int number, JsonNode loss) {
    return new Epoch(number, 0, loss.doubleValue(), Map.of(), 1, 1, 0);
  }

  private static JsonNode golden() {
    try (InputStream in = RatesTest.class.getResourceAsStream("schedules.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
