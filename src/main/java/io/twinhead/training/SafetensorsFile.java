package io.twinhead.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinhead.config.InputException;
import io.twinhead.run.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
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
  private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;
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
   * Reads a file. Never more is read than the file has, whatever its header says.
   *
   * @throws TornFile if it is not whole, with the reason in words
   * @throws InputException if it is whole, but not as {@link #write} writes it
   */
  static Content read(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long body = in.length() - HASH_BYTES;
      if (body < Long.BYTES) {
        throw new TornFile("it is cut off");
      }
      requireItsHash(in, body);
      long length = read(in, 0, Long.BYTES).getLong();
      if (length < 2 || length > Math.min(MOST_HEADER, body - Long.BYTES)) {
        throw foreign(file, "its header cannot have %d bytes".formatted(length));
      }
      ByteBuffer header = read(in, Long.BYTES, (int) length);
      ObjectNode json =
          Json.read(
              file.toString(), StandardCharsets.UTF_8.decode(header).toString(), ObjectNode.class);
      String text = json.path(METADATA).path(TEXT).asText();
      json.remove(METADATA);
      return new Content(text, vectors(file, in, json, Long.BYTES + length, body));
    }
  }

  /** Refuses a file that is whole. */
  static InputException foreign(Path file, String reason) {
    return new InputException(
        "%s: is whole, but not what this version writes (%s): go on with the version that began the"
                .formatted(file, reason)
            + " training, or begin anew with --overwrite");
  }

  private static void requireItsHash(RandomAccessFile in, long body) throws IOException {
    MessageDigest digest = sha256();
    for (long at = 0; at < body; at += CHUNK) {
      digest.update(read(in, at, (int) Math.min(CHUNK, body - at)));
    }
    if (!MessageDigest.isEqual(digest.digest(), read(in, body, HASH_BYTES).array())) {
      throw new TornFile("its SHA-256 differs");
    }
  }

  private static Map<String, float[]> vectors(
      Path file, RandomAccessFile in, ObjectNode tensors, long start, long end) throws IOException {
    Map<String, float[]> vectors = new LinkedHashMap<>();
    long at = start;
    Iterator<Map.Entry<String, JsonNode>> all = tensors.fields();
    while (all.hasNext()) {
      Map.Entry<String, JsonNode> one = all.next();
      if (one.getKey().equals(HASH)) {
        continue;
      }
      long n = one.getValue().at("/shape/0").asLong(-1);
      long most = Math.min((end - at) / Float.BYTES, MOST_NUMBERS);
      if (n < 0 || n > most || !isTensor(one.getValue(), (int) n, at - start)) {
        throw foreign(file, "its tensor '%s'".formatted(one.getKey()));
      }
      vectors.put(one.getKey(), floats(in, at, (int) n));
      at += Float.BYTES * n;
    }
    if (at != end || !tensors.has(HASH)) {
      throw foreign(file, "its header does not account for all its bytes");
    }
    return vectors;
  }

  private static boolean isTensor(JsonNode tensor, int length, long from) {
    JsonNode expected = Json.tree(tensor("F32", length, from, from + (long) Float.BYTES * length));
    return tensor.toString().equals(expected.toString());
  }

  private static float[] floats(RandomAccessFile in, long start, int length) throws IOException {
    float[] vector = new float[length];
    for (int at = 0; at < length; at += CHUNK / Float.BYTES) {
      int n = Math.min(CHUNK / Float.BYTES, length - at);
      long from = start + (long) Float.BYTES * at;
      read(in, from, n * Float.BYTES).asFloatBuffer().get(vector, at, n);
    }
    return vector;
  }

  /** Reads also in a thread that is interrupted, which would close a {@link FileChannel}. */
  private static ByteBuffer read(RandomAccessFile in, long from, int bytes) throws IOException {
    ByteBuffer buffer = buffer(bytes);
    in.seek(from);
    in.readFully(buffer.array());
    return buffer;
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
