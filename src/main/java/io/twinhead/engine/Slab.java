package io.twinhead.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Native memory that training and inference use in turn: neither leaves anything there that the
 * other, or its own next run, would read.
 */
final class Slab implements AutoCloseable {
  private final List<BytePointer> pieces = new ArrayList<>();
  private @Nullable Slab next;

  /** Memory of at least {@code size} bytes; what was handed out before stays usable. */
  BytePointer atLeast(long size) {
    for (BytePointer piece : pieces) {
      if (piece.capacity() >= size) {
        return piece;
      }
    }
    BytePointer piece = new BytePointer(size);
    pieces.add(piece);
    return piece;
  }

  /** The slab of the next block of the same slice, which runs before this one is done. */
  Slab next() {
    if (next == null) {
      next = new Slab();
    }
    return next;
  }

  @Override
  public void close() {
    pieces.forEach(Pointer::deallocate);
    pieces.clear();
    if (next != null) {
      next.close();
    }
  }
}
