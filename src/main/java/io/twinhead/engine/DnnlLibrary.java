package io.twinhead.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether oneDNN is there; apart from what uses it, so that asking needs none of its classes. */
final class DnnlLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(DnnlLibrary.class);

  private DnnlLibrary() {}

  /** Whether its classes and its native library are there and run on this machine. */
  static boolean loads() {
    return Loaded.YES;
  }

  private static final class Loaded {
    private static final boolean YES = tried();

    private static boolean tried() {
      try (Slab slab = new Slab();
          Dnnl dnnl = new Dnnl(slab)) {
        dnnl.place();
        return true;
      } catch (LinkageError | RuntimeException e) {
        LOG.info("ND4J's operations convolve, since oneDNN cannot be used: {}", e.toString());
        return false;
      }
    }
  }
}
