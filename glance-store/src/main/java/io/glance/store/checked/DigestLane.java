package io.glance.store.checked;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Computes one digest of one upload. Closing stops it, now or after the bytes it is at. */
final class DigestLane implements AutoCloseable {
  private final HashAlgorithm algorithm;
  private final ByteDigest digest;
  private final Lane lane;
  private @Nullable String hex;

  /**
   * @param digest is closed with the lane
   */
  DigestLane(HashAlgorithm algorithm, ByteDigest digest, Ring ring, Executor threads) {
    this.algorithm = algorithm;
    this.digest = digest;
    this.lane = new Lane(digest::update, ring, threads);
  }

  Lane lane() {
    return lane;
  }

  /**
   * To be called when the ring has all its slots back: then every byte is in the digest. Always the
   * same.
   */
  String hex() {
    lane.requireSound("compute " + algorithm.hashlibName());
    if (hex == null) {
      hex = HashAlgorithm.hex(digest.digest());
    }
    return hex;
  }

  @Override
  public void close() {
    digest.close();
  }
}
