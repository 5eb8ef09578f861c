package io.twinhead.dataset;

import io.twinhead.image.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a {@link PixelFile}, which has its name only when it is whole and on the disk. */
final class PixelWriter implements PixelSink {
  private static final Logger LOG = LoggerFactory.getLogger(PixelWriter.class);

  /** How names of unfinished files end. */
  static final String UNFINISHED = ".tmp";

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final ImageSize size;

  PixelWriter(Path target, ImageSize size) throws IOException {
    this.target = target;
    this.temporary = target.resolveSibling(UUID.randomUUID() + UNFINISHED);
    this.size = size;
    this.channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public void put(int file, Picture picture) throws IOException {
    write(ByteBuffer.wrap(picture.pixels()), file * size.bytes());
  }

  private void write(ByteBuffer bytes, long position) throws IOException {
    for (long at = position; bytes.hasRemaining(); ) {
      at += channel.write(bytes, at);
    }
  }

  @Override
  public Pictures finish(PixelIndex index, boolean lasting) throws IOException {
    write(PixelFile.ending(index), index.end());
    channel.force(true);
    PixelFile whole = PixelFile.open(temporary, target, index.key());
    if (lasting) {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }
    return whole;
  }

  /** Where a system lets it, a file that nobody finds any more can be read on. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      LOG.info("{} is left over: {}", temporary, e.toString());
    }
  }
}
