package io.twinhead.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Derives independent random streams from one seed, by name. */
public final class Seeds {
  private Seeds() {}

  /**
   * Returns the seed of the stream called {@code stream}: the first eight bytes of SHA-256 over the
   * seed and the name. Never 0, which DL4J takes for "no seed".
   */
  public static long derive(long seed, String stream) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
      long derived =
          ByteBuffer.wrap(digest.digest(stream.getBytes(StandardCharsets.UTF_8))).getLong();
      return derived == 0 ? 1 : derived;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
