package io.twinhead.dataset;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** SHA-256 of files as they lie on disk, compressed or not. */
public final class Checksum {
  private Checksum() {}

  /** The hash of the bytes of all files in order, in lower-case hexadecimal digits. */
  public static String of(List<Path> files) {
    MessageDigest digest = sha256();
    files.forEach(file -> update(digest, file));
    return hex(digest.digest());
  }

  /** The hash of one file's bytes. */
  static byte[] of(Path file) throws IOException {
    MessageDigest digest = sha256();
    read(file, digest);
    return digest.digest();
  }

  /** The hash over each name in UTF-8, a 0 byte, and the hash that belongs to it, in order. */
  static String ofNamed(Map<String, byte[]> hashes) {
    MessageDigest all = sha256();
    hashes.forEach(
        (name, hash) -> {
          all.update(name.getBytes(StandardCharsets.UTF_8));
          all.update((byte) 0);
          all.update(hash);
        });
    return hex(all.digest());
  }

  /** The hash over whole numbers in order, four bytes each, the most significant first. */
  static String ofNumbers(int[]... numbers) {
    MessageDigest digest = sha256();
    for (int[] part : numbers) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, part.length));
      bytes.asIntBuffer().put(part);
      digest.update(bytes);
    }
    return hex(digest.digest());
  }

  /** Lower-case hexadecimal digits. */
  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void update(MessageDigest digest, Path file) {
    try {
      read(file, digest);
    } catch (IOException e) {
      throw new InputException(
          "%s: cannot be read: %s; check the file and its permissions".formatted(file, e), e);
    }
  }

  private static void read(Path file, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        StopRequest.heed("reading a file");
        digest.update(buffer, 0, n);
      }
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
