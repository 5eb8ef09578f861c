package io.twinhead.cli;

import static io.twinhead.cli.BrokenCase.bytes;
import static io.twinhead.cli.BrokenCase.folder;
import static io.twinhead.cli.BrokenCase.input;
import static io.twinhead.cli.BrokenCase.link;
import static io.twinhead.cli.BrokenCase.nothing;
import static io.twinhead.cli.BrokenCase.text;
import static io.twinhead.cli.Pictures.jpeg;
import static io.twinhead.cli.Pictures.png;
import static io.twinhead.cli.Pictures.pngHeader;

import io.twinhead.cli.BrokenCase.Content;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Directories of images, and IDX files, that cannot be used. */
final class BrokenImages {
  /** Two classes with enough pictures to train on. */
  private static final Content GOOD =
      IntStream.range(0, 12)
          .mapToObj(i -> bytes("d/a/%d.png".formatted(i), png(5 * i)).and(b(i)))
          .reduce(nothing(), Content::and);

  private static final byte[] PIXELS = idx(new int[] {4, 2, 2}, 16);
  private static final byte[] LABELS = idx(new int[] {4}, 4);

  private BrokenImages() {}

  static Stream<BrokenCase> cases() {
    return Stream.of(files(), folders(), settings(), idxFiles(), idxPairs()).flatMap(List::stream);
  }

  private static List<BrokenCase> files() {
    byte[] jpeg = jpeg(32, 32);
    byte[] png = png(32, 32);
    byte[] gif = "GIF89a".getBytes(StandardCharsets.ISO_8859_1);
    byte[] wrong = png.clone();
    Arrays.fill(wrong, 45, 60, (byte) 0);
    return List.of(
        image("an empty file", "x.png", new byte[0], "0 bytes"),
        image("text named .png", "x.png", "hello".getBytes(StandardCharsets.UTF_8), "begins with"),
        image("a table named .jpg", "x.jpg", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), "no J"),
        image("a TIFF named .jpg", "x.jpg", new byte[] {'I', 'I', 42, 0, 8, 0}, "is no JPEG"),
        image(
            "a WebP named .png",
            "x.png",
            "RIFF....WEBPVP8 ".getBytes(StandardCharsets.UTF_8),
            "is no"),
        image("a web page", "x.jpg", "<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8), "is no"),
        image("a JPEG cut short", "x.jpg", Arrays.copyOf(jpeg, jpeg.length / 2), "broken JPEG"),
        image("a JPEG without end", "x.jpg", Arrays.copyOf(jpeg, jpeg.length - 9), "broken JPEG"),
        image("a JPEG of 3 bytes", "x.jpg", Arrays.copyOf(jpeg, 3), "broken JPEG"),
        image("a PNG cut short", "x.png", Arrays.copyOf(png, 60), "broken PNG"),
        image("a PNG with damage", "x.png", wrong, "broken PNG"),
        image("a PNG's name alone", "x.png", Arrays.copyOf(png, 8), "broken PNG"),
        image("a GIF's name alone", "x.gif", gif, "broken GIF"),
        image("a BMP's name alone", "x.bmp", new byte[] {'B', 'M'}, "broken BMP"),
        image("a PNG of 400 megapixels", "x.png", pngHeader(20_000, 20_000), "make it smaller"),
        image("a PNG of 2^31 columns", "x.png", pngHeader(Integer.MAX_VALUE, 1), "make it smaller"),
        image("a PNG of no columns", "x.png", pngHeader(0, 9), "broken PNG"),
        image("a PNG of -1 columns", "x.png", pngHeader(-1, 9), "broken PNG"),
        input(
            "a link to no picture",
            GOOD.and(link("d/a/x.png", "gone.png")),
            train(""),
            "a/x.png",
            "link"));
  }

  private static List<BrokenCase> folders() {
    Content one = bytes("d/a/1.png", png(9)).and(bytes("d/a/2.png", png(19)));
    return List.of(
        input("an empty directory", folder("d"), train(""), "sub-directory", "class"),
        input("empty classes", folder("d/a").and(folder("d/b")), train(""), "d", "ends in"),
        input("one class", one, train(""), "one class", "add images"),
        input("one class and an empty one", one.and(folder("d/b")), train(""), "'a'", "b"),
        input("pictures beside each other", bytes("d/1.png", png(9)), train(""), "d", "class"),
        input(
            "text only",
            text("d/a/1.txt", "a").and(text("d/b/1.txt", "b")),
            train(""),
            "d",
            ".png"),
        input(
            "a picture as data",
            bytes("d.png", png(9)),
            "train @d.png --head sigmoid",
            "d.png",
            "directory"),
        input(
            "a class that holds itself",
            GOOD.and(link("d/a/loop", "..")),
            train(""),
            "loop",
            "link"),
        input(
            "a class that is all",
            GOOD.and(link("d/c", ".")),
            train(""),
            "c is",
            "remove the link"),
        input(
            "parts and classes", parts().and(bytes("d/c/1.png", png(1))), train(""), "'c'", "move"),
        input(
            "a part without a class",
            bytes("d/train/a/1.png", png(1))
                .and(bytes("d/train/b/1.png", png(2)))
                .and(bytes("d/test/a/1.png", png(3))),
            train(""),
            "d",
            "add images"),
        input(
            "two pictures",
            bytes("d/a/1.png", png(9)).and(bytes("d/b/1.png", png(99))),
            train(""),
            "d",
            "add images"),
        input("a name that is no directory", text("d", "a"), train(""), "d", ".csv"));
  }

  private static List<BrokenCase> settings() {
    return List.of(
        input("a label column of images", GOOD, train("--label a"), "'label'", "leave"),
        input("groups of images", GOOD, train("--group a"), "'group'", "leave"),
        input("a positive class of none", GOOD, train("--positive c"), "'c'", "choose"),
        input("a table's network", GOOD, train("--model tiny-cnn --image-size 1"), "tiny-cnn", ""),
        input(
            "images too large for memory",
            GOOD,
            train("--image-size 2048 --model logistic --scaling none"),
            "'scaling'",
            "leave"),
        input(
            "another class in the description",
            GOOD.and(text("d/dataset.yaml", "format: images\nclasses: [a, c]\n")),
            train(""),
            "'c'",
            "classes"),
        input(
            "a number of images",
            GOOD.and(text("d/dataset.yaml", "format: images\nrows: 3\n")),
            train(""),
            "rows: 3",
            "correct"),
        input(
            "files of images",
            GOOD.and(text("d/dataset.yaml", "format: images\nfiles: a.csv\n")),
            train(""),
            "dataset.yaml",
            "files"),
        input(
            "a key of tables",
            GOOD.and(text("d/dataset.yaml", "format: images\nlabel: a\n")),
            train(""),
            "'label'",
            "remove"));
  }

  private static List<BrokenCase> idxFiles() {
    byte[] wrongType = PIXELS.clone();
    wrongType[2] = 13;
    byte[] wrongMagic = PIXELS.clone();
    wrongMagic[0] = 1;
    return List.of(
        pixels("no images file", null, "no such file", "'i.idx'"),
        pixels("an empty IDX file", new byte[0], "i.idx", "again"),
        pixels("3 bytes of an IDX file", Arrays.copyOf(PIXELS, 3), "i.idx", "again"),
        pixels("half a shape", Arrays.copyOf(PIXELS, 10), "i.idx", "again"),
        pixels("a shape alone", Arrays.copyOf(PIXELS, 16), "i.idx", "fewer"),
        pixels("a byte too few", Arrays.copyOf(PIXELS, PIXELS.length - 1), "i.idx", "fewer"),
        pixels("a byte too many", Arrays.copyOf(PIXELS, PIXELS.length + 1), "i.idx", "more"),
        pixels("floats", wrongType, "i.idx", "name another file"),
        pixels("a wrong beginning", wrongMagic, "i.idx", "name another file"),
        pixels("no dimension", idx(new int[0], 0), "i.idx", "name another file"),
        pixels("9 dimensions", idx(new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, 1), "i.idx", "another"),
        pixels("no images", idx(new int[] {0, 2, 2}, 0), "i.idx", "check the file"),
        pixels("-4 images", idx(new int[] {-4, 2, 2}, 16), "i.idx", "check the file"),
        pixels(
            "sizes that overflow", idx(new int[] {1 << 16, 1 << 16, 1 << 16}, 4), "i.idx", "check"),
        pixels(
            "sizes that overflow to 0",
            idx(new int[] {4, 1 << 30, 1 << 30, 1}, 4),
            "i.idx",
            "check"),
        pixels("2 GB of nothing", idx(new int[] {2000, 1000, 1000}, 4), "i.idx", "fewer"),
        pixels(
            "a packed file, cut short",
            Arrays.copyOf(BrokenTables.gzip("abcdefghijkl"), 11),
            "i.idx",
            "again"),
        pixels("a packed text", BrokenTables.gzip("hello, world"), "i.idx", "name another file"),
        pixels("a picture", png(4, 4), "i.idx", "name another file"));
  }

  private static List<BrokenCase> idxPairs() {
    Content images = bytes("d/i.idx", PIXELS);
    return List.of(
        pixels("labels for images", LABELS, "i.idx", "name the file of images"),
        pixels("two colours", idx(new int[] {4, 1, 1, 2}, 8), "i.idx", "name the file of images"),
        pair("images for labels", images.and(bytes("d/l.idx", PIXELS)), "l.idx", "file of labels"),
        pair(
            "more labels",
            images.and(bytes("d/l.idx", idx(new int[] {5}, 5))),
            "5 labels",
            "belong"),
        pair("one class", images.and(bytes("d/l.idx", zeros())), "one class", "add images"),
        pair("a directory of labels", images.and(folder("d/l.idx")), "l.idx", "name"),
        input(
            "no labels",
            images.and(text("d/dataset.yaml", "format: idx\nfiles: i.idx\n")),
            train(""),
            "'i.idx'",
            "labels: FILE"),
        input(
            "outside",
            images.and(
                text("d/dataset.yaml", "format: idx\nfiles: {images: ../i, labels: l.idx}\n")),
            train(""),
            "'../i'",
            "move"),
        input(
            "skipping in IDX files", good(), train("--on-error skip"), "dataset.yaml", "on-error"),
        input("a column of IDX files", good(), train("--weight w"), "'weight'", "leave"));
  }

  private static Content good() {
    return bytes("d/i.idx", PIXELS).and(bytes("d/l.idx", LABELS)).and(description());
  }

  private static Content parts() {
    return bytes("d/train/a/1.png", png(1)).and(bytes("d/test/a/1.png", png(2)));
  }

  private static Content b(int i) {
    return bytes("d/b/%d.png".formatted(i), png(100 + 5 * i));
  }

  private static byte[] zeros() {
    byte[] labels = idx(new int[] {4}, 4);
    Arrays.fill(labels, 8, 12, (byte) 0);
    return labels;
  }

  /** {@code file} among good ones. */
  private static BrokenCase image(String name, String file, byte[] content, String said) {
    return input(name, GOOD.and(bytes("d/a/" + file, content)), train(""), "a/" + file, said);
  }

  private static BrokenCase pixels(String name, byte @Nullable [] images, String... said) {
    Content written = images == null ? nothing() : bytes("d/i.idx", images);
    return pair(name, written.and(bytes("d/l.idx", LABELS)), said);
  }

  private static BrokenCase pair(String name, Content files, String... said) {
    return input("IDX: " + name, files.and(description()), train(""), said);
  }

  private static Content description() {
    return text("d/dataset.yaml", "format: idx\nfiles: {images: i.idx, labels: l.idx}\n");
  }

  private static String train(String options) {
    return "train @d --head sigmoid " + options;
  }

  private static byte[] idx(int[] shape, int values) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * shape.length + values);
    file.put(new byte[] {0, 0, 8, (byte) shape.length});
    for (int extent : shape) {
      file.putInt(extent);
    }
    for (int i = 0; i < values; i++) {
      file.put((byte) (i % 2));
    }
    return file.array();
  }
}
