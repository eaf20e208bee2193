package io.glance.store.checked;

import java.security.MessageDigest;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Computes one digest of one upload. */
final class DigestLane {
  private final MessageDigest digest;
  private final Lane lane;
  private @Nullable String hex;

  DigestLane(MessageDigest digest, Ring ring, Executor threads) {
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
    lane.requireSound("compute " + digest.getAlgorithm());
    if (hex == null) {
      hex = HashAlgorithm.hex(digest.digest());
    }
    return hex;
  }
}
