package io.glance.store;

/**
 * The size that was announced for a write, and what happens when the data disagrees. Source:
 * glance_store/_drivers/filesystem.py, Store.add.
 *
 * @param bytes -1 if unknown
 */
public record ExpectedSize(long bytes) {

  /**
   * To be called while data arrives, before it is kept.
   *
   * @param received bytes so far
   */
  public void requireNotExceededBy(long received) throws StoreException.SizeMismatch {
    if (bytes >= 0 && received > bytes) {
      throw new StoreException.SizeMismatch(
          "Size exceeds: expected %d bytes, got %d bytes".formatted(bytes, received));
    }
  }

  /** To be called when the data has ended. */
  public void requireMetBy(long received) throws StoreException.SizeMismatch {
    if (bytes >= 0 && received != bytes) {
      throw new StoreException.SizeMismatch(
          "Size mismatch: expected %d bytes, got %d bytes".formatted(bytes, received));
    }
  }
}
