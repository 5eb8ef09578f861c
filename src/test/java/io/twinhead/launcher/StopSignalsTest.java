package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StopSignalsTest {
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong milliseconds = new AtomicLong(Long.MIN_VALUE / 1_000_000);
  private final StopSignals signals =
      new StopSignals(requests::incrementAndGet, () -> milliseconds.get() * 1_000_000);

  @Test
  void takesTheTerminalsSignalAndTheLaunchersForOneRequest() {
    signals.arrived();
    milliseconds.addAndGet(500);
    signals.arrived();
    assertThat(requests).hasValue(1);
  }

  @Test
  void takesALaterSignalForANewRequest() {
    signals.arrived();
    milliseconds.addAndGet(400);
    signals.arrived();
    milliseconds.addAndGet(101);
    signals.arrived();
    assertThat(requests).hasValue(2);
  }
}
