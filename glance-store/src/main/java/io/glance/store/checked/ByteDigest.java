package io.glance.store.checked;

/**
 * A digest being computed. One thread at a time, but {@link #close} may come from any and at any
 * time.
 */
sealed interface ByteDigest extends AutoCloseable permits JavaDigest, OpenSslDigest {

  void update(byte[] bytes, int offset, int length);

  /** The digest of all bytes. Once, and nothing is added afterwards. */
  byte[] digest();

  /** Frees what is not the garbage collector's, when an update that goes on is done. Repeatable. */
  @Override
  void close();
}
