package io.glance.store.checked;

import io.glance.store.Written;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Passes a stream on while md5 and another hash of it are computed on other threads.
 *
 * <p>{@link #transferTo} hands the very buffers that the digests read to the output, so that no
 * byte is copied between; {@link #read} copies once. For one thread. Closing gives the buffers back
 * and stops the digests; the source stays open.
 */
final class DigestingInputStream extends InputStream {
  private final SourceStream source;
  private final Ring ring;
  private final DigestLane md5;
  private final DigestLane hash;
  private Ring.@Nullable Slot current;
  private int position;
  private long count;
  private boolean ended;

  DigestingInputStream(InputStream source, HashAlgorithm algorithm, Digests digests) {
    this.source = new SourceStream(source);
    this.ring = digests.newRing();
    this.md5 = digests.newLane(HashAlgorithm.MD5, ring);
    this.hash = algorithm == HashAlgorithm.MD5 ? md5 : digests.newLane(algorithm, ring);
  }

  @Override
  public int read() throws IOException {
    Ring.Slot slot = readable();
    if (slot == null) {
      return -1;
    }
    return slot.bytes[position++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    Ring.Slot slot = readable();
    if (slot == null) {
      return -1;
    }
    int copied = Math.min(length, slot.length - position);
    System.arraycopy(slot.bytes, position, target, offset, copied);
    position += copied;
    return copied;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    long moved = 0;
    Ring.Slot slot;
    while ((slot = readable()) != null) {
      int length = slot.length - position;
      out.write(slot.bytes, position, length);
      position += length;
      moved += length;
    }
    return moved;
  }

  @Override
  public void close() {
    releaseCurrent();
    ring.close();
  }

  /** Bytes that came from the source. */
  long count() {
    return count;
  }

  /** Whether this came from the source and not from whoever reads this stream. */
  boolean threw(IOException e) {
    return source.threw(e);
  }

  /** Waits for the digests of all that was read. Nothing can be read afterwards. */
  void finish() throws IOException {
    releaseCurrent();
    ring.awaitAll();
  }

  /** After {@link #finish}, once. */
  DigestedWrite digested(Written written, HashAlgorithm algorithm) {
    String md5Hex = md5.hex();
    String hashHex = hash == md5 ? md5Hex : hash.hex();
    return new DigestedWrite(written, md5Hex, algorithm, hashHex);
  }

  private Ring.@Nullable Slot readable() throws IOException {
    if (current != null && position < current.length) {
      return current;
    }
    releaseCurrent();
    if (ended) {
      return null;
    }
    current = ring.take();
    position = 0;
    fill(current);
    if (current.length == 0) {
      return null;
    }
    pass(current, md5);
    if (hash != md5) {
      pass(current, hash);
    }
    return current;
  }

  private static void pass(Ring.Slot slot, DigestLane lane) {
    slot.retain();
    lane.accept(slot);
  }

  private void fill(Ring.Slot slot) throws IOException {
    while (slot.length < slot.bytes.length) {
      int read = source.read(slot.bytes, slot.length, slot.bytes.length - slot.length);
      if (read < 0) {
        ended = true;
        return;
      }
      slot.length += read;
      count += read;
    }
  }

  private void releaseCurrent() {
    if (current != null) {
      current.release();
      current = null;
    }
  }
}
