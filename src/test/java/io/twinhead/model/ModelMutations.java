package io.twinhead.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Damages model files, blindly as disks do and with knowledge of what is in them. */
final class ModelMutations {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final Pattern WORD = Pattern.compile("\"[^\"\n]*\"|(?<=: )[a-z][a-z-]*");

  private static final List<String> VALUES =
      List.of(
          "0",
          "-1",
          "1",
          "3",
          "0.5",
          "-0.0",
          "1e308",
          "-1e999",
          "1e-400",
          "NaN",
          ".nan",
          ".inf",
          "2147483647",
          "-2147483648",
          "4294967296",
          "9223372036854775808",
          "9".repeat(400),
          "1" + "0".repeat(3000),
          "null",
          "true",
          "\"x\"",
          "\"\"",
          "[]",
          "{}",
          "[[]]",
          "{\"a\": 1}",
          "!!evil.Gadget x",
          "&a",
          "*a",
          "\"evil.Gadget\"",
          "{\"@class\": \"evil.Gadget\"}",
          "[\"evil.Gadget\", \"x\"]",
          "\"" + "long".repeat(10_000) + "\"",
          "[".repeat(2000),
          "{\"a\":".repeat(2000),
          "\u0000",
          "\u001b[2J",
          "\ud800",
          "%s%n");

  private static final List<String> NAMES =
      List.of(
          "../evil.json",
          "/etc/evil",
          "..\\evil",
          "C:\\evil",
          "a/b/c/head.json",
          "",
          ".",
          "..",
          "head.json/",
          "HEAD.JSON",
          "head.json\u0000",
          "n".repeat(60_000),
          "\u001b[2J",
          "Evil.class",
          "x.ser",
          "\u00e4.json");

  private final Random random;

  ModelMutations(Random random) {
    this.random = random;
  }

  byte[] mutate(byte[] zip) {
    int kind = random.nextInt(20);
    if (kind < 7) {
      return bytes(zip);
    }
    Map<String, byte[]> entries = unzipped(zip);
    if (kind < 9) {
      return names(entries);
    }
    if (kind < 10) {
      return headers(zip);
    }
    List<String> names = new ArrayList<>(entries.keySet());
    for (int n = random.nextInt(3); n >= 0; n--) {
      String name = pick(names);
      byte[] content = Objects.requireNonNull(entries.get(name));
      entries.put(name, name.endsWith(".bin") ? vector(content) : text(content));
    }
    return zipped(entries);
  }

  /** Without knowledge of the format. */
  byte[] bytes(byte[] whole) {
    byte[] changed = whole.clone();
    int at = random.nextInt(whole.length);
    int other = random.nextInt(whole.length);
    int length = random.nextInt(Math.min(200, whole.length - Math.max(at, other)) + 1);
    switch (random.nextInt(6)) {
      case 0 -> changed = Arrays.copyOf(whole, at);
      case 1 -> System.arraycopy(whole, at, changed, other, length);
      case 2 -> changed = inserted(whole, at, noise(random.nextInt(300)));
      case 3 -> changed = inserted(whole, at, Arrays.copyOfRange(whole, other, other + length));
      case 4 -> Arrays.fill(changed, at, at + length, (byte) random.nextInt());
      default -> {
        for (int n = random.nextInt(8); n >= 0; n--) {
          changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
    }
    return changed;
  }

  /** Sets fields of the zip file's own records: sizes, offsets, counts, methods. */
  private byte[] headers(byte[] zip) {
    byte[] changed = zip.clone();
    List<Integer> records = new ArrayList<>();
    for (int i = 0; i + 4 < zip.length; i++) {
      if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] < 9 && zip[i + 3] < 9) {
        records.add(i);
      }
    }
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = Math.min(pick(records) + 4 + random.nextInt(42), zip.length - 8);
      switch (random.nextInt(4)) {
        case 0 -> Arrays.fill(changed, at, at + 4, (byte) -1); // as if in a ZIP64 record
        case 1 -> Arrays.fill(changed, at, at + 2, (byte) -1);
        case 2 -> Arrays.fill(changed, at, at + 4, (byte) 0);
        default -> changed[at] = (byte) random.nextInt();
      }
    }
    return changed;
  }

  private byte[] names(Map<String, byte[]> entries) {
    List<String> known = new ArrayList<>(entries.keySet());
    switch (random.nextInt(5)) {
      case 0 -> entries.remove(pick(known));
      case 1 -> entries.put(pick(NAMES), noise(50));
      case 2 -> entries.put(pick(NAMES), entries.remove(pick(known)));
      case 3 -> {
        String first = pick(known);
        String second = pick(known);
        byte[] content = entries.get(first);
        entries.put(first, entries.get(second));
        entries.put(second, content);
      }
      default -> {
        return twice(entries, pick(known));
      }
    }
    return zipped(entries);
  }

  /** A zip file with two entries of a name, which no library writes. */
  private byte[] twice(Map<String, byte[]> entries, String name) {
    String alias = name.substring(0, name.length() - 1) + "\u007f";
    entries.put(alias, text(Objects.requireNonNull(entries.get(name))));
    byte[] zip = zipped(entries);
    byte[] wanted = alias.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i + wanted.length <= zip.length; i++) {
      if (Arrays.equals(zip, i, i + wanted.length, wanted, 0, wanted.length)) {
        zip[i + wanted.length - 1] = (byte) name.charAt(name.length() - 1);
      }
    }
    return zip;
  }

  /** Inside a document. */
  byte[] text(byte[] whole) {
    String text = new String(whole, StandardCharsets.UTF_8);
    for (int n = random.nextInt(2); n >= 0; n--) {
      text = changed(text);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String changed(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.isEmpty()) {
      return pick(VALUES);
    }
    int line = random.nextInt(lines.size());
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        return replaced(text, NUMBER, pick(VALUES));
      }
      case 2, 3 -> {
        return replaced(text, WORD, pick(VALUES));
      }
      case 4 -> lines.remove(line);
      case 5 -> lines.add(line, pick(lines));
      case 6 -> lines.set(line, lines.get(line).replaceFirst(": .*", ": " + pick(VALUES)));
      default -> {
        return new String(bytes(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
      }
    }
    return String.join("\n", lines);
  }

  private String replaced(String text, Pattern pattern, String value) {
    List<MatchResult> places = pattern.matcher(text).results().toList();
    if (places.isEmpty()) {
      return text + value;
    }
    MatchResult place = pick(places);
    return text.substring(0, place.start()) + value + text.substring(place.end());
  }

  /** Inside a vector in ND4J's form: lengths and types come before the values. */
  private byte[] vector(byte[] whole) {
    if (whole.length < 80) {
      return noise(90);
    }
    byte[] changed = whole.clone();
    ByteBuffer buffer = ByteBuffer.wrap(changed);
    int header = random.nextInt(70);
    switch (random.nextInt(6)) {
      case 0 -> buffer.putLong(header, random.nextLong());
      case 1 -> buffer.putInt(header, pick(List.of(0, -1, Integer.MAX_VALUE, 1 << 30)));
      case 2 -> buffer.putFloat(changed.length - 4, pick(List.of(Float.NaN, 1 / 0f, 1e38f, 0f)));
      case 3 -> buffer.putFloat(70 + random.nextInt(changed.length - 74), Float.MAX_VALUE);
      case 4 -> buffer.put(header, (byte) random.nextInt());
      default -> {
        return bytes(whole);
      }
    }
    return changed;
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] inserted(byte[] whole, int at, byte[] more) {
    byte[] longer = new byte[whole.length + more.length];
    System.arraycopy(whole, 0, longer, 0, at);
    System.arraycopy(more, 0, longer, at, more.length);
    System.arraycopy(whole, at, longer, at + more.length, whole.length - at);
    return longer;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  static Map<String, byte[]> unzipped(byte[] zip) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  static byte[] zipped(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
