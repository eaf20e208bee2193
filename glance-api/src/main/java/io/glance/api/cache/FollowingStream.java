package io.glance.api.cache;

import io.glance.common.error.GlanceException;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a file that a fetch is still writing, as far as it has come. If the fetch breaks off, the
 * rest is read from the store, as if there were no cache. For one thread.
 */
final class FollowingStream extends InputStream {
  private static final Logger log = LoggerFactory.getLogger(FollowingStream.class);

  private final FillProgress progress;
  private final FileChannel file;
  private final ImageSource source;
  private long position;
  private boolean closed;
  private @Nullable OpenImage direct;

  /** Closes {@code file}, and leaves the fetch, when it is closed. */
  FollowingStream(FillProgress progress, FileChannel file, ImageSource source) {
    this.progress = progress;
    this.file = file;
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (direct != null) {
      return direct.stream().read(target, offset, length);
    }
    try {
      long readable = progress.awaitBeyond(position);
      if (readable <= position) {
        return -1;
      }
      int wanted = (int) Math.min(length, readable - position);
      int read = file.read(ByteBuffer.wrap(target, offset, wanted), position);
      if (read < 0) {
        throw new IOException("the file of the cache is shorter than what was written to it");
      }
      position += read;
      return read;
    } catch (FillProgress.Broken _) {
      log.info("the fetch into the cache broke off; reading the store from byte {}", position);
      direct = rest();
      return direct.stream().read(target, offset, length);
    }
  }

  /** Of stores that cannot begin in the middle, what is known already is read again. */
  private OpenImage rest() throws IOException {
    if (position == 0) {
      return open(ByteRange.ALL);
    }
    try {
      return open(new ByteRange(position, ByteRange.TO_THE_END));
    } catch (GlanceException | IOException e) {
      log.debug("not from byte {}", position, e);
      OpenImage all = open(ByteRange.ALL);
      try {
        all.stream().skipNBytes(position);
        return all;
      } catch (IOException | RuntimeException failure) {
        all.close();
        throw failure;
      }
    }
  }

  private OpenImage open(ByteRange range) throws IOException {
    return source.open(range).orElseThrow(() -> new IOException("no store has the bytes any more"));
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    progress.leave();
    try (file) {
      if (direct != null) {
        direct.close();
      }
    }
  }
}
