package io.twinhead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.twinhead.config.Schedule.Kind;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  @Test
  void readsWhatItWrites() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 500; i++) {
      double share = random.nextDouble(Double.MIN_NORMAL, 1);
      int epochs = 1 + random.nextInt(Integer.MAX_VALUE - 1);
      for (Schedule one :
          new Schedule[] {
            Schedule.CONSTANT,
            new Schedule(Kind.STEP, epochs, share, null, null),
            new Schedule(Kind.COSINE, null, null, null, share),
            new Schedule(Kind.PLATEAU, null, share, epochs, null)
          }) {
        assertThat(Schedule.parse(one.toString())).isEqualTo(one);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          constant                         | constant
          ' Step '                         | step,every=10,factor=0.1
          'step, factor = 0.5 ,every= 3.0' | step,every=3,factor=0.5
          COSINE                           | cosine,last=0.0
          cosine,last=1                    | cosine,last=1.0
          plateau,patience=1               | plateau,factor=0.1,patience=1
          """)
  void fillsWhatIsLeftOpen(String text, String whole) {
    assertThat(Schedule.parse(text)).hasToString(whole);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                    | '' is not a kind; must be one of constant, step, cosine, plateau
          linear                | 'linear' is not a kind
          constant,factor=0.5   | 'factor' is not a setting of constant
          step,                 | '' is not a setting of step
          step,every            | every has no number
          step,every=           | '' is not a number
          step,every=two        | 'two' is not a number
          step,every=2.5        | 2.5 is not a whole number of epochs
          step,every=NaN        | NaN is not a whole number of epochs
          step,every=1e10       | is not a whole number of epochs
          step,every=2,every=3  | every is there twice
          step,every=0          | every = 0
          step,factor=1         | factor = 1.0
          step,factor=0         | factor = 0.0
          step,factor=NaN       | factor = NaN
          cosine,last=1.1       | last = 1.1
          plateau,patience=0    | patience = 0
          """)
  void saysWhatIsWrong(String text, String expected) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse(text))
        .withMessageStartingWith("schedule")
        .withMessageContaining(expected.strip());
  }
}
