package io.twinhead.dataset;

import java.util.concurrent.CancellationException;

/** What long loops over data heed. */
final class StopRequest {
  private StopRequest() {}

  /**
   * Goes on unless the thread is interrupted, which it then still is.
   *
   * @param doing what stops, in words
   * @throws CancellationException if it is
   */
  static void heed(String doing) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while " + doing);
    }
  }
}
