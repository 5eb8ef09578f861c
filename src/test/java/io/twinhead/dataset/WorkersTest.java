package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkersTest {
  @Test
  void giveTheirResultsInOrder() throws IOException {
    assertThat(Workers.all(1000, i -> 3 * i))
        .isEqualTo(IntStream.range(0, 1000).map(i -> 3 * i).boxed().toList());
  }

  static Throwable[] problems() {
    return new Throwable[] {
      new IOException("disk"), new IllegalArgumentException("value"), new OutOfMemoryError("heap")
    };
  }

  /** Memory that has run out is no bug, and is told apart from one by its type. */
  @ParameterizedTest
  @MethodSource("problems")
  void failAsTheJobDid(Throwable problem) {
    assertThatThrownBy(() -> Workers.all(10, i -> fail(problem))).isSameAs(problem);
  }

  private static int fail(Throwable problem) throws IOException {
    if (problem instanceof Error error) {
      throw error;
    }
    if (problem instanceof RuntimeException exception) {
      throw exception;
    }
    throw (IOException) problem;
  }

  /** What jobs write into is closed when they are done with. */
  @Test
  void haveEndedWhenTheirCallerGoesOn() {
    AtomicInteger running = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    assertThatThrownBy(
            () ->
                Workers.all(
                    2,
                    i -> {
                      running.incrementAndGet();
                      caller.interrupt();
                      begun.countDown();
                      return work(running);
                    }))
        .isInstanceOf(CancellationException.class);
    assertThat(begun.getCount()).isZero();
    assertThat(running).hasValue(0);
  }

  /** Goes on for a while, whoever interrupts it. */
  private static double work(AtomicInteger running) {
    double sum = 0;
    for (int i = 1; i < 30_000_000; i++) {
      sum += Math.sin(i);
    }
    running.decrementAndGet();
    return sum;
  }
}
