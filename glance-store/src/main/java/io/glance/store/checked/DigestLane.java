package io.glance.store.checked;

import java.security.MessageDigest;
import java.util.concurrent.Executor;

/** Computes one digest of one upload. */
final class DigestLane {
  private final MessageDigest digest;
  private final Lane lane;

  DigestLane(MessageDigest digest, Ring ring, Executor threads) {
    this.digest = digest;
    this.lane = new Lane(digest::update, ring, threads);
  }

  Lane lane() {
    return lane;
  }

  /** To be called when the ring has all its slots back: then every byte is in the digest. */
  String hex() {
    lane.requireSound("compute " + digest.getAlgorithm());
    return HashAlgorithm.hex(digest.digest());
  }
}
