package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.engine.Batch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchStreamTest {
  /** Writes the number of the example. */
  private static class Numbers implements BatchStream.Filler {
    @Override
    public int width() {
      return 2;
    }

    @Override
    public Batch empty(int rows) {
      return new Batch(new float[2 * rows], new float[rows], new float[rows]);
    }

    @Override
    public void reclaim(Batch batch) {}

    @Override
    public void fill(Batch into, int row, int position) {
      into.features()[2 * row] = position;
      into.targets()[row] = position;
      into.weights()[row] = 1;
    }
  }

  /** Keeps count of its arrays. */
  private static final class Counted extends Numbers {
    private final Set<Batch> out = Collections.synchronizedSet(new HashSet<>());

    @Override
    public Batch empty(int rows) {
      Batch batch = super.empty(rows);
      out.add(batch);
      return batch;
    }

    @Override
    public void reclaim(Batch batch) {
      assertThat(out.remove(batch)).isTrue();
    }
  }

  /** Makes the third batch only when it is let. */
  private static final class Held extends Numbers {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public void fill(Batch into, int row, int position) {
      if (position == 8) {
        arrived.countDown();
        boolean waiting = true;
        while (waiting) {
          try {
            released.await();
            waiting = false;
          } catch (InterruptedException e) {
            // as a read from a file does not end either
          }
        }
      }
      super.fill(into, row, position);
    }
  }

  @AfterEach
  void leavesNoThread() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("twinhead-batches");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 4", "0, 1, 4", "0, 4, 4", "0, 5, 4", "8, 31, 4", "31, 31, 4", "0, 1000, 7"})
  void givesTheSameAheadAndOnDemand(int start, int examples, int batchSize) throws Exception {
    List<List<Float>> ahead = new ArrayList<>();
    List<List<Float>> onDemand = new ArrayList<>();
    try (BatchStream stream = new Prefetch(new Numbers(), start, examples, batchSize)) {
      drain(stream, ahead);
      assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
    }
    try (BatchStream stream = new BatchesOnDemand(new Numbers(), start, examples, batchSize)) {
      drain(stream, onDemand);
      assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
    }
    assertThat(ahead).isEqualTo(onDemand);
    assertThat(ahead.stream().mapToInt(List::size).sum()).isEqualTo(examples - start);
    for (int i = 0, next = start; i < ahead.size(); next += ahead.get(i++).size()) {
      assertThat(ahead.get(i).get(0)).isEqualTo(next);
    }
  }

  @Test
  void makesFewNumbersOnDemandAndManyAhead() {
    int enough = BatchStream.FEW / 2;
    try (BatchStream few = BatchStream.of(new Numbers(), 0, 9, enough - 1);
        BatchStream many = BatchStream.of(new Numbers(), 0, 9, enough)) {
      assertThat(few).isInstanceOf(BatchesOnDemand.class);
      assertThat(many).isInstanceOf(Prefetch.class);
    }
  }

  @Test
  void leavesABatchAloneUntilTheNextIsAskedFor() throws Exception {
    AtomicInteger written = new AtomicInteger();
    BatchStream.Filler counting =
        new Numbers() {
          @Override
          public void fill(Batch into, int row, int position) {
            super.fill(into, row, position);
            written.incrementAndGet();
          }
        };
    try (BatchStream stream = new Prefetch(counting, 0, 100, 4)) {
      Batch first = stream.next();
      while (written.get() < 12) { // then the two others of the ring are full
        stream.help();
      }
      stream.help();
      assertThat(written).hasValue(12);
      assertThat(first.targets()).containsExactly(0, 1, 2, 3);
      assertThat(stream.next().targets()).containsExactly(4, 5, 6, 7);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2", "3, 4", "5, 9", "9, 35", "10, 39", "10, 40"})
  void givesAllItsArraysBackWhenClosed(int taken, int examples) throws Exception {
    Counted counted = new Counted();
    BatchStream stream = new Prefetch(counted, 0, examples, 4);
    for (int i = 0; i < taken && stream.hasNext(); i++) {
      stream.next();
    }
    assertThat(counted.out).isNotEmpty();
    stream.close();
    stream.close();
    assertThat(counted.out).isEmpty();
  }

  @Test
  void handsOnWhatWentWrongAfterTheBatchesBefore() throws Exception {
    BatchStream.Filler failing =
        new Numbers() {
          @Override
          public void fill(Batch into, int row, int position) {
            if (position == 9) {
              throw new IllegalStateException("no more");
            }
            super.fill(into, row, position);
          }
        };
    try (BatchStream stream = new Prefetch(failing, 0, 100, 4)) {
      assertThat(stream.next().targets()[0]).isEqualTo(0);
      assertThat(stream.next().targets()[0]).isEqualTo(4);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(stream::next)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("no more");
      }
    }
  }

  @Test
  void losesNothingWhenItsCallerIsInterrupted() throws Exception {
    Held held = new Held();
    try (BatchStream stream = new Prefetch(held, 0, 100, 4)) {
      assertThat(stream.next().targets()[0]).isEqualTo(0);
      assertThat(stream.next().targets()[0]).isEqualTo(4);
      held.arrived.await();
      Thread.currentThread().interrupt();
      assertThatThrownBy(stream::next).isInstanceOf(InterruptedException.class);
      held.released.countDown();
      assertThat(stream.next().targets()[0]).isEqualTo(8);
      assertThat(stream.next().targets()[0]).isEqualTo(12);
    }
  }

  @Test
  void givesWhatIsReadyEvenToAnInterruptedCaller() {
    try (BatchStream stream = new Prefetch(new Numbers(), 0, 100, 4)) {
      Batch first = null;
      while (first == null) {
        Thread.currentThread().interrupt();
        try {
          first = stream.next();
        } catch (InterruptedException e) {
          // not ready yet
        }
      }
      assertThat(Thread.interrupted()).isTrue();
      assertThat(first.targets()).containsExactly(0, 1, 2, 3);
    }
  }

  @RepeatedTest(20)
  void givesTheSameWhoeverHelps() throws Exception {
    List<List<Float>> helped = new ArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> helpers = new ArrayList<>();
    BatchStream stream = new Prefetch(new Numbers(), 0, 1000, 7);
    for (int i = 0; i < 3; i++) {
      Thread helper =
          new Thread(
              () -> {
                while (!over.get()) {
                  stream.help();
                }
              });
      helper.start();
      helpers.add(helper);
    }
    try {
      drain(stream, helped);
    } finally {
      over.set(true);
      for (Thread helper : helpers) {
        helper.join();
      }
      stream.close();
    }
    List<Float> all = new ArrayList<>();
    helped.forEach(all::addAll);
    assertThat(all)
        .containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(Float::valueOf).toList());
  }

  /** The short last batch needs arrays of its own. */
  @Test
  void handsOnThatThereAreNoArrays() throws Exception {
    BatchStream.Filler failing =
        new Numbers() {
          @Override
          public Batch empty(int rows) {
            if (rows == 3) {
              throw new OutOfMemoryError("as a test wants it");
            }
            return super.empty(rows);
          }
        };
    try (BatchStream stream = new Prefetch(failing, 0, 7, 4)) {
      assertThat(stream.next().targets()).containsExactly(0, 1, 2, 3);
      assertThatThrownBy(stream::next).isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void saysHowLongItsCallerWaited() throws Exception {
    Held held = new Held();
    try (BatchStream stream = new Prefetch(held, 0, 100, 4)) {
      stream.next();
      stream.next();
      held.arrived.await();
      long before = stream.waited();
      Thread caller = Thread.currentThread();
      Thread releasing =
          new Thread(
              () -> {
                while (caller.getState() != Thread.State.WAITING) {
                  Thread.onSpinWait();
                }
                held.released.countDown();
              });
      releasing.start();
      stream.next();
      releasing.join();
      assertThat(stream.waited()).isGreaterThan(before);
    }
    try (BatchStream stream = new BatchesOnDemand(new Numbers(), 0, 100, 4)) {
      stream.next();
      assertThat(stream.waited()).isPositive();
    }
  }

  @Test
  void endsItsThreadWhenClosedAtAnyTimeEvenInterrupted() throws Exception {
    Held held = new Held();
    BatchStream busy = new Prefetch(held, 0, 100, 4);
    busy.next();
    busy.next();
    held.arrived.await();
    Thread.currentThread().interrupt();
    held.released.countDown();
    busy.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(busy.hasNext()).isFalse();
    new Prefetch(new Numbers(), 0, 100, 4).close();
    BatchStream over = new Prefetch(new Numbers(), 0, 4, 4);
    over.next();
    over.close();
    over.close();
  }

  private static void drain(BatchStream stream, List<List<Float>> batches) throws Exception {
    while (stream.hasNext()) {
      List<Float> batch = new ArrayList<>();
      for (float target : stream.next().targets()) {
        batch.add(target);
      }
      batches.add(batch);
    }
  }
}
