package io.glance.store.checked;

import io.glance.store.Md5Source;
import io.glance.store.Written;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Passes a stream on while md5 and another hash of it are computed on other threads, and a witness
 * looks on. It ends only if the witness approves.
 *
 * <p>{@link #transferTo} hands the very buffers that the digests read to the output, so that no
 * byte is copied between; {@link #read} copies once. For one thread. Closing gives the buffers back
 * and stops the digests; the source stays open.
 */
final class DigestingInputStream extends InputStream implements Md5Source {
  private final SourceStream source;
  private final Ring ring;
  private final DigestLane md5;
  private final DigestLane hash;
  private final List<Lane> lanes = new ArrayList<>();
  private final @Nullable Witness witness;
  private final long expectedSize;
  private boolean heard;
  private @Nullable IOException refusal;
  private Ring.@Nullable Slot current;
  private int position;
  private long count;
  private boolean ended;

  DigestingInputStream(InputStream source, HashAlgorithm algorithm, Digests digests) {
    this(source, algorithm, digests, null, -1);
  }

  /**
   * @param expectedSize bytes, or -1 if unknown. If others come, the witness is not asked until
   *     {@link #finish}: the store has to refuse them first.
   */
  DigestingInputStream(
      InputStream source,
      HashAlgorithm algorithm,
      Digests digests,
      @Nullable Witness witness,
      long expectedSize) {
    this.source = new SourceStream(source);
    this.ring = digests.newRing();
    this.md5 = digests.newLane(HashAlgorithm.MD5, ring);
    this.hash = algorithm == HashAlgorithm.MD5 ? md5 : digests.newLane(algorithm, ring);
    this.witness = witness;
    this.expectedSize = expectedSize;
    lanes.add(md5.lane());
    if (hash != md5) {
      lanes.add(hash.lane());
    }
    if (witness != null) {
      lanes.add(digests.newLane(witness, ring));
    }
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
    md5.close();
    hash.close();
  }

  @Override
  public String md5() throws IOException {
    if (!ended) {
      throw new IllegalStateException("the data have not ended");
    }
    releaseCurrent();
    ring.awaitAll();
    return md5.hex();
  }

  /** Bytes that came from the source. */
  long count() {
    return count;
  }

  /** Whether this came from the source or the witness and not from whoever reads this stream. */
  @SuppressWarnings("ReferenceEquality") // an equal one may be somebody else's
  boolean threw(IOException e) {
    return source.threw(e) || refusal == e;
  }

  /** Waits for the digests of all that was read. Nothing can be read afterwards. */
  void finish() throws IOException {
    releaseCurrent();
    ring.awaitAll();
    hear();
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
      end();
      return null;
    }
    current = ring.take();
    position = 0;
    fill(current);
    if (current.length == 0) {
      end();
      return null;
    }
    for (Lane lane : lanes) {
      current.retain();
      lane.accept(current);
    }
    return current;
  }

  /** Whoever reads does not come to believe that the data are whole if the witness objects. */
  private void end() throws IOException {
    releaseCurrent();
    if (witness != null && (expectedSize < 0 || expectedSize == count)) {
      ring.awaitAll();
      hear();
    }
  }

  private void hear() throws IOException {
    if (refusal != null) {
      throw refusal;
    }
    if (witness == null || heard) {
      return;
    }
    heard = true;
    lanes.getLast().requireSound("look at all bytes");
    try {
      witness.approve();
    } catch (IOException e) {
      refusal = e;
      throw e;
    }
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
