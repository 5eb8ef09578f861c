package io.twinhead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Threads that share tasks: nothing is left out, still running or unsaid when they return. */
@Timeout(60)
class CrewTest {
  private final RuntimeException mine = new IllegalStateException("mine");
  private final RuntimeException others = new IllegalArgumentException("another's");

  @BeforeAll
  static void loadsTheNativeLibraries() {
    Nd4j.getExecutioner(); // which otherwise the network does
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 7", "2, 1", "2, 2", "3, 2", "3, 7"})
  void runsEveryTaskOnce(int threads, int tasks) {
    AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
    try (Crew crew = new Crew(threads)) {
      for (int time = 1; time <= 3; time++) {
        crew.run(counting(runs));
        int[] expected = new int[tasks];
        Arrays.fill(expected, time);
        assertThat(runs).hasToString(Arrays.toString(expected));
      }
    }
  }

  @Test
  void doesOtherWorkInEachThreadAfterItsTasksIfAllCoresHaveOne() {
    int cores = Runtime.getRuntime().availableProcessors();
    assumeTrue(cores > 1);
    List<Thread> doing = Collections.synchronizedList(new ArrayList<>());
    AtomicIntegerArray runs = new AtomicIntegerArray(cores);
    try (Crew crew = new Crew(cores)) {
      crew.run(counting(runs), () -> doing.add(Thread.currentThread()));
    }
    assertThat(doing).doesNotHaveDuplicates().hasSize(cores).contains(Thread.currentThread());
    try (Crew crew = new Crew(cores - 1)) {
      crew.run(counting(runs), () -> doing.add(Thread.currentThread()));
    }
    assertThat(doing).hasSize(cores);
    assertThat(runs.get(cores - 1)).isEqualTo(2);
  }

  /** Task i: native buffers may belong to a thread. */
  @Test
  void runsATaskInTheThreadOfItsNumber() {
    Map<Integer, Thread> threads = new ConcurrentHashMap<>();
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int number = i;
      tasks.add(() -> threads.put(number, Thread.currentThread()));
    }
    try (Crew crew = new Crew(2)) {
      crew.run(tasks);
    }
    assertThat(threads.get(0)).isSameAs(threads.get(2)).isSameAs(Thread.currentThread());
    assertThat(threads.get(1)).isSameAs(threads.get(3)).isNotSameAs(threads.get(0));
  }

  @Test
  void tellsTheFailureOfTheCallersTaskAfterTheOthersHaveEnded() {
    CountDownLatch failing = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Runnable fails =
        () -> {
          failing.countDown();
          throw mine;
        };
    Runnable goesOn =
        () -> {
          await(failing);
          work();
          ended.set(true);
        };
    try (Crew crew = new Crew(2)) {
      assertThat(told(crew, List.of(fails, goesOn))).contains(mine);
      assertThat(ended).isTrue();
      assertIsUsable(crew);
    }
  }

  @Test
  void tellsTheFailureOfAnothersTaskAfterTheCallersHasEnded() {
    CountDownLatch failing = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Runnable goesOn =
        () -> {
          await(failing);
          ended.set(true);
        };
    Runnable fails =
        () -> {
          failing.countDown();
          throw others;
        };
    try (Crew crew = new Crew(2)) {
      assertThat(told(crew, List.of(goesOn, fails))).contains(others);
      assertThat(ended).isTrue();
      assertIsUsable(crew);
    }
  }

  @Test
  void tellsBothFailures() {
    try (Crew crew = new Crew(2)) {
      assertThat(told(crew, List.of(throwing(mine), throwing(others)))).contains(mine, others);
      assertIsUsable(crew);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void tellsAnErrorToo(int failing) {
    Error error = new UnsatisfiedLinkError("no such function");
    List<Runnable> tasks = new ArrayList<>(Collections.nCopies(2, () -> {}));
    tasks.set(
        failing,
        () -> {
          throw error;
        });
    try (Crew crew = new Crew(2)) {
      assertThat(told(crew, tasks)).contains(error);
      assertIsUsable(crew);
    }
  }

  private static void assertIsUsable(Crew crew) {
    AtomicIntegerArray runs = new AtomicIntegerArray(3);
    crew.run(counting(runs));
    assertThat(runs).hasToString("[1, 1, 1]");
  }

  private static List<Runnable> counting(AtomicIntegerArray runs) {
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < runs.length(); i++) {
      int task = i;
      tasks.add(() -> runs.incrementAndGet(task));
    }
    return tasks;
  }

  private static Runnable throwing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  /** What the caller gets to know: the failure, its causes, and what is suppressed in them. */
  private static List<Throwable> told(Crew crew, List<Runnable> tasks) {
    List<Throwable> told = new ArrayList<>();
    tell(catchThrowable(() -> crew.run(tasks)), told);
    return told;
  }

  private static void tell(@Nullable Throwable failure, List<Throwable> told) {
    if (failure != null) {
      told.add(failure);
      tell(failure.getCause(), told);
      Arrays.stream(failure.getSuppressed()).forEach(other -> tell(other, told));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Long enough for a caller that does not wait to be seen. */
  private static void work() {
    long end = System.nanoTime() + 50_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
