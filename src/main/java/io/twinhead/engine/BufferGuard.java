package io.twinhead.engine;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keeps the native buffers that a thread creates alive until its piece of work ends.
 *
 * <p>ND4J frees a native buffer once its Java object is unreachable. In compiled code that can be
 * after the buffer's address was taken and before the native operation has used it: a garbage
 * collection at that moment, more likely the more threads allocate, ends the process with a
 * segmentation fault. This takes the place of ND4J's own service, which is told of every buffer,
 * and holds on to those of running work.
 */
public final class BufferGuard extends DeallocatorService {
  private static final ThreadLocal<@Nullable List<Deallocatable>> HELD = new ThreadLocal<>();

  private BufferGuard() {}

  static {
    install();
  }

  /** Does {@code work}, and lets go of the buffers that it created only afterwards. */
  public static <T> T keeping(Supplier<T> work) {
    if (HELD.get() != null) {
      return work.get(); // part of larger work, which holds everything to its own end
    }
    List<Deallocatable> held = new ArrayList<>();
    HELD.set(held);
    try {
      return work.get();
    } finally {
      HELD.remove();
      Reference.reachabilityFence(held);
    }
  }

  @Override
  public void pickObject(Deallocatable buffer) {
    super.pickObject(buffer);
    List<Deallocatable> held = HELD.get();
    if (held != null) {
      held.add(buffer);
    }
  }

  /** ND4J has no setter; buffers that its first service knows already stay with that one. */
  private static void install() {
    synchronized (Nd4j.class) {
      try {
        var service = Nd4j.class.getDeclaredField("deallocatorService");
        service.setAccessible(true);
        service.set(null, new BufferGuard());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
