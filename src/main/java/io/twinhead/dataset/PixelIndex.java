package io.twinhead.dataset;

import io.twinhead.image.PictureFile.Header;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of each of some image files.
 *
 * @param key of the files and of what was to be made of them
 * @param size that the pixels were brought to
 * @param images that could be used, in the order of the files
 * @param problems with the others, by the number of the file from 0
 */
record PixelIndex(String key, ImageSize size, List<Image> images, Map<Integer, String> problems) {
  /**
   * One image.
   *
   * @param file its number, from 0
   * @param header of the file
   * @param sha256 of the pixels in the file's size: equal for copies
   * @param checksum CRC-32C of the pixels in the common size
   */
  record Image(int file, Header header, String sha256, int checksum) {}

  PixelIndex {
    images = List.copyOf(images);
    problems = Map.copyOf(problems);
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(key);
      out.writeInt(size.height());
      out.writeInt(size.width());
      out.writeInt(size.channels());
      out.writeUTF(size.why());
      out.writeInt(images.size());
      for (Image image : images) {
        out.writeInt(image.file);
        out.writeInt(image.header.height());
        out.writeInt(image.header.width());
        out.writeInt(image.header.channels());
        out.write(HexFormat.of().parseHex(image.sha256));
        out.writeInt(image.checksum);
      }
      out.writeInt(problems.size());
      for (Map.Entry<Integer, String> problem : new TreeMap<>(problems).entrySet()) {
        out.writeInt(problem.getKey());
        out.writeUTF(problem.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #bytes} gave; the caller has made sure that it is that. */
  static PixelIndex of(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String key = in.readUTF();
    ImageSize size = new ImageSize(in.readInt(), in.readInt(), in.readInt(), in.readUTF());
    List<Image> images = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      images.add(
          new Image(
              in.readInt(),
              new Header(in.readInt(), in.readInt(), in.readInt()),
              Checksum.hex(in.readNBytes(32)),
              in.readInt()));
    }
    Map<Integer, String> problems = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      problems.put(in.readInt(), in.readUTF());
    }
    return new PixelIndex(key, size, images, problems);
  }

  /** Where the pixels of a file begin. */
  long position(int file) {
    return file * size.bytes();
  }

  /** Where the pixels of the last file end. */
  long end() {
    return position(images.size() + problems.size());
  }
}
