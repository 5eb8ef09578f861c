package io.twinhead.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinhead.config.InputException;
import io.twinhead.run.Json;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vectors of numbers with a text, in the <a
 * href="https://github.com/huggingface/safetensors#format">safetensors</a> format, which many
 * programs read: the length of the header (8 bytes, little-endian), the header in JSON ({@code
 * {"__metadata__": {"state": TEXT}, NAME: {"dtype": "F32", "shape": [N], "data_offsets": [FROM,
 * TO]}, ..}}), the numbers, little-endian.
 *
 * <p>The last tensor, {@code sha256} (U8, 32), is the SHA-256 of every byte of the file before it,
 * so a file that is cut off or changed anywhere is told from a whole one.
 */
final class SafetensorsFile {
  private static final String TEXT = "state";
  private static final String METADATA = "__metadata__";
  private static final String HASH = "sha256";
  private static final int HASH_BYTES = 32;
  private static final int MOST_HEADER = 1 << 28;
  private static final int CHUNK = 1 << 20;

  private SafetensorsFile() {}

  /** What a file holds, vectors by their names. */
  record Content(String text, Map<String, float[]> vectors) {}

  /** Writes a file, which reaches the disk. */
  static void write(Path file, Content content) throws IOException {
    byte[] header = header(content);
    MessageDigest digest = sha256();
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer chunk = buffer(CHUNK);
      drain(chunk.putLong(header.length), digest, out);
      drain(ByteBuffer.wrap(header).position(header.length), digest, out);
      for (float[] vector : content.vectors().values()) {
        for (int at = 0; at < vector.length; at += CHUNK / Float.BYTES) {
          int n = Math.min(CHUNK / Float.BYTES, vector.length - at);
          chunk.asFloatBuffer().put(vector, at, n);
          drain(chunk.position(n * Float.BYTES), digest, out);
        }
      }
      ByteBuffer hash = ByteBuffer.wrap(digest.digest());
      while (hash.hasRemaining()) {
        out.write(hash);
      }
      out.force(true);
    }
  }

  private static void drain(ByteBuffer bytes, MessageDigest digest, FileChannel out)
      throws IOException {
    bytes.flip();
    digest.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
    bytes.clear();
  }

  private static byte[] header(Content content) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(METADATA, Map.of(TEXT, content.text()));
    long at = 0;
    for (Map.Entry<String, float[]> entry : content.vectors().entrySet()) {
      int n = entry.getValue().length;
      long end = at + (long) Float.BYTES * n;
      header.put(entry.getKey(), tensor("F32", n, at, end));
      at = end;
    }
    header.put(HASH, tensor("U8", HASH_BYTES, at, at + HASH_BYTES));
    byte[] json = Json.line(header).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static Map<String, Object> tensor(String type, int length, long from, long to) {
    Map<String, Object> tensor = new LinkedHashMap<>();
    tensor.put("dtype", type);
    tensor.put("shape", List.of(length));
    tensor.put("data_offsets", List.of(from, to));
    return tensor;
  }

  /**
   * Reads a file.
   *
   * @param longest vector that is believed, by its name; others are refused
   * @throws IOException if it is not exactly what {@link #write} writes, with the reason in words
   */
  static Content read(Path file, Map<String, Long> longest) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long body = in.size() - HASH_BYTES;
      if (body < Long.BYTES) {
        throw new IOException("it is cut off");
      }
      requireItsHash(in, body);
      long length = read(in, 0, Long.BYTES).getLong();
      if (length < 2 || length > Math.min(MOST_HEADER, body - Long.BYTES)) {
        throw new IOException("its header cannot have %d bytes".formatted(length));
      }
      ByteBuffer header = read(in, Long.BYTES, (int) length);
      ObjectNode json = parse(file, StandardCharsets.UTF_8.decode(header).toString());
      String text = json.path(METADATA).path(TEXT).asText();
      json.remove(METADATA);
      return new Content(text, vectors(in, json, Long.BYTES + length, body, longest));
    }
  }

  private static void requireItsHash(FileChannel in, long body) throws IOException {
    MessageDigest digest = sha256();
    for (long at = 0; at < body; at += CHUNK) {
      digest.update(read(in, at, (int) Math.min(CHUNK, body - at)));
    }
    if (!MessageDigest.isEqual(digest.digest(), read(in, body, HASH_BYTES).array())) {
      throw new IOException("its SHA-256 differs");
    }
  }

  private static ObjectNode parse(Path file, String header) throws IOException {
    try {
      return Json.read(file.toString(), header, ObjectNode.class);
    } catch (InputException e) {
      throw new IOException("its header is not JSON", e);
    }
  }

  private static Map<String, float[]> vectors(
      FileChannel in, ObjectNode tensors, long start, long end, Map<String, Long> longest)
      throws IOException {
    Map<String, float[]> vectors = new LinkedHashMap<>();
    long at = start;
    Iterator<Map.Entry<String, JsonNode>> all = tensors.fields();
    while (all.hasNext()) {
      Map.Entry<String, JsonNode> one = all.next();
      if (one.getKey().equals(HASH)) {
        continue;
      }
      long n = one.getValue().at("/shape/0").asLong(-1);
      long most = longest.getOrDefault(one.getKey(), -1L);
      JsonNode expected =
          Json.tree(tensor("F32", (int) n, at - start, at - start + Float.BYTES * n));
      if (n < 0 || n > most || !one.getValue().toString().equals(expected.toString())) {
        throw new IOException("its tensor '%s' is not this network's".formatted(one.getKey()));
      }
      vectors.put(one.getKey(), floats(in, at, (int) n));
      at += Float.BYTES * n;
    }
    if (at != end || !tensors.has(HASH)) {
      throw new IOException("its header does not account for all its bytes");
    }
    return vectors;
  }

  private static float[] floats(FileChannel in, long start, int length) throws IOException {
    float[] vector = new float[length];
    for (int at = 0; at < length; at += CHUNK / Float.BYTES) {
      int n = Math.min(CHUNK / Float.BYTES, length - at);
      long from = start + (long) Float.BYTES * at;
      read(in, from, n * Float.BYTES).asFloatBuffer().get(vector, at, n);
    }
    return vector;
  }

  private static ByteBuffer read(FileChannel in, long from, int bytes) throws IOException {
    ByteBuffer buffer = buffer(bytes);
    while (buffer.hasRemaining()) {
      if (in.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException("it is cut off");
      }
    }
    return buffer.flip();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
