package io.glance.store.rbd;

/**
 * How an image grows whose size is not known: by steps that double, up to 8 GiB, so that a large
 * one is not resized for every piece. Source: glance_store/_drivers/rbd.py, _resize_on_write.
 */
final class Growth {
  private static final long LARGEST_STEP = 8L << 30;

  private long step;
  private long size;

  /**
   * @param chunk bytes; half of the first step
   */
  Growth(long chunk) {
    step = chunk;
  }

  /** Bytes that the image has by now. */
  long size() {
    return size;
  }

  /**
   * Makes room.
   *
   * @param end bytes that the image has to have at least
   * @return whether it has to be resized
   */
  boolean reach(long end) {
    boolean grows = size < end;
    while (size < end) {
      step = Math.min(step * 2, LARGEST_STEP);
      size += step;
    }
    return grows;
  }
}
