package io.glance.store.checked;

import java.security.MessageDigest;

/** A digest that the JDK computes. */
record JavaDigest(MessageDigest computation) implements ByteDigest {

  @Override
  public void update(byte[] bytes, int offset, int length) {
    computation.update(bytes, offset, length);
  }

  @Override
  public byte[] digest() {
    return computation.digest();
  }

  @Override
  public void close() {}
}
