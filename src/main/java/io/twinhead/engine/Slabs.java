package io.twinhead.engine;

import java.util.ArrayList;
import java.util.List;

/** The slabs of an engine, one for each slice. */
final class Slabs implements AutoCloseable {
  private final List<Slab> slabs = new ArrayList<>();

  Slab get(int slice) {
    while (slabs.size() <= slice) {
      slabs.add(new Slab());
    }
    return slabs.get(slice);
  }

  @Override
  public void close() {
    slabs.forEach(Slab::close);
    slabs.clear();
  }
}
