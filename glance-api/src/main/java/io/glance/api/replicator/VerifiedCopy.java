package io.glance.api.replicator;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies the bytes of an image. The last of them are written only after all were found to be those
 * that its description promises: who waits for the announced number of bytes never gets wrong ones
 * to the end. For one copy.
 */
final class VerifiedCopy {
  private final Description image;
  private final InputStream from;
  private final byte[] buffer;
  private final Progress progress;
  private final Optional<ContentDigest> promised;
  private final @Nullable MessageDigest digest;

  /**
   * @param chunk bytes that are moved at once
   */
  VerifiedCopy(Description image, InputStream from, int chunk, Progress progress) {
    this.image = image;
    this.from = from;
    this.buffer = new byte[chunk];
    this.progress = progress;
    this.promised = ContentDigest.of(image);
    this.digest = promised.map(it -> it.algorithm().newDigest()).orElse(null);
  }

  /**
   * @throws ReplicationFailure if the bytes are others
   * @throws EOFException if there are fewer
   */
  void to(OutputStream out) throws IOException {
    long size = image.size();
    long done = 0;
    while (done < size) {
      int got = from.readNBytes(buffer, 0, (int) Math.min(buffer.length, size - done));
      done += got;
      if (got == 0) {
        throw new EOFException("the bytes end after %d of %d".formatted(done, size));
      }
      if (digest != null) {
        digest.update(buffer, 0, got);
      }
      if (done == size) {
        requirePromised();
      }
      out.write(buffer, 0, got);
      progress.reached(done);
    }
    if (size == 0) {
      requirePromised();
    }
  }

  private void requirePromised() throws IOException {
    if (from.read() >= 0) {
      throw new ReplicationFailure(
          "there are more than the %d bytes that the image should have".formatted(image.size()));
    }
    if (digest != null && !promised.orElseThrow().isOf(digest)) {
      throw new ReplicationFailure(
          "the bytes have another %s than the image should have"
              .formatted(promised.orElseThrow().algorithm().hashlibName()));
    }
  }
}
