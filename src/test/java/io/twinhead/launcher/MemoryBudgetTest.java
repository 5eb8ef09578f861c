package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryBudgetTest {
  @ParameterizedTest
  @CsvSource({"256, 64", "512, 128", "1024, 352", "8192, 3488"})
  void splitsWhatTheReserveLeaves(long megabytes, long share) {
    assertThat(MemoryBudget.of(megabytes << 20)).isEqualTo(new MemoryBudget(share, share));
  }

  @Test
  void keepsReferencesSmallOnLargeMachines() {
    MemoryBudget budget = MemoryBudget.of(1L << 40);
    assertThat(budget.heapMegabytes()).isEqualTo(31 * 1024);
    assertThat(budget.nativeMegabytes()).isGreaterThan(400 * 1024);
  }

  @Test
  void asksForSomethingEvenOfNothing() {
    assertThat(MemoryBudget.of(1)).isEqualTo(new MemoryBudget(1, 1));
  }
}
