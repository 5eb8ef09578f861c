package io.twinhead.launcher;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variables that the worker needs before it starts, because OpenMP, OpenBLAS and glibc read
 * them once. What the user has set stays as it is.
 */
final class WorkerEnvironment {
  /**
   * Below this, memory is worth more than time: glibc keeps its defaults, which give freed blocks
   * back.
   */
  private static final long ALLOCATOR_TUNING_FROM = 2L << 30;

  private static final String HUGE_PAGES = "glibc.malloc.hugetlb";

  private final Map<String, String> user;
  private final Map<String, String> added = new LinkedHashMap<>();

  private WorkerEnvironment(Map<String, String> user) {
    this.user = user;
  }

  /** The variables to add to, or replace in, {@code user}. */
  static Map<String, String> of(Machine machine, Map<String, String> user) {
    WorkerEnvironment environment = new WorkerEnvironment(user);
    environment.oneThread();
    if (machine.os().equals("linux")) {
      environment.characters();
    }
    if (machine.libc() == Machine.Libc.GLIBC && machine.memoryBytes() >= ALLOCATOR_TUNING_FROM) {
      environment.allocator();
    }
    return environment.added;
  }

  /** One training on each core beats one on all: threads that wait for each other lose time. */
  private void oneThread() {
    unlessSet("OMP_NUM_THREADS", "1");
    unlessSet("OPENBLAS_NUM_THREADS", "1");
  }

  /**
   * Large native blocks stay in the heap and are not given back: page faults on fresh memory cost
   * more than the arithmetic on it.
   */
  private void allocator() {
    unlessSet("MALLOC_MMAP_THRESHOLD_", "4000000000");
    unlessSet("MALLOC_TRIM_THRESHOLD_", "8000000000");
    unlessSet("MALLOC_TOP_PAD_", "67108864");
    String tunables = value("GLIBC_TUNABLES");
    if (!tunables.contains(HUGE_PAGES)) {
      String before = tunables.isEmpty() ? "" : tunables.concat(":");
      added.put("GLIBC_TUNABLES", before.concat(HUGE_PAGES).concat("=1"));
    }
  }

  /** In the C locale, usual in containers, Java cannot open a file whose name is not ASCII. */
  private void characters() {
    String decisive = value("LC_ALL").isEmpty() ? "LC_CTYPE" : "LC_ALL";
    String locale = value(decisive).isEmpty() ? value("LANG") : value(decisive);
    if (locale.isEmpty() || locale.equals("C") || locale.equals("POSIX")) {
      added.put(decisive, "C.UTF-8");
    }
  }

  private void unlessSet(String name, String value) {
    if (value(name).isEmpty()) {
      added.put(name, value);
    }
  }

  private String value(String name) {
    return user.getOrDefault(name, "");
  }
}
