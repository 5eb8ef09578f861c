package io.twinhead.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {
  /** From Python: {@code sha256(struct.pack('>q', 1) + b'order')}. */
  @Test
  void isTheStartOfAHashSoThatOtherProgramsCanRepeatIt() {
    assertThat(Seeds.derive(1, "order")).isEqualTo(-7694723428963994584L);
  }

  @Test
  void givesEverySeedAndStreamItsOwn() {
    Set<Long> derived = new HashSet<>();
    for (long seed = -50; seed < 50; seed++) {
      for (String stream : new String[] {"init", "order", "split", "fold-1/init", ""}) {
        derived.add(Seeds.derive(seed, stream));
      }
    }
    assertThat(derived).hasSize(500).doesNotContain(0L);
  }
}
