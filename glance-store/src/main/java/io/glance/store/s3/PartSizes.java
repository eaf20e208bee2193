package io.glance.store.s3;

/**
 * How an image is cut. S3 takes no more than 10,000 parts.
 *
 * @param expectedSize bytes of the image, or -1 if unknown
 * @param usual bytes of a part where nothing speaks against it
 */
record PartSizes(long expectedSize, long usual) {
  private static final int MOST_PARTS = 10_000;

  /** Parts of one size where the image's is unknown; then they grow by one. */
  private static final int OF_ONE_SIZE = 500;

  /**
   * Bytes of a part. Where the image's size is unknown parts grow on the way: with the usual 10 MiB
   * there is room for 1 TiB, and the first 5 GiB are cut as ever.
   *
   * <p>Source: glance_store/_drivers/s3.py, Store._add_multipart.
   *
   * @param number from 1
   */
  long of(int number) {
    return expectedSize < 0
        ? usual * ((number - 1) / OF_ONE_SIZE + 1)
        : Math.max(usual, Math.ceilDiv(expectedSize, MOST_PARTS));
  }

  /**
   * As {@link #of(int)}, but no more than there is left.
   *
   * @param received bytes before this part
   * @return 0 if the image must have ended
   */
  long of(int number, long received) {
    return areKnown() ? Math.min(of(number), expectedSize - received) : of(number);
  }

  /** Whether there can be no such part. */
  static boolean areUsedUp(int number) {
    return number > MOST_PARTS;
  }

  boolean areKnown() {
    return expectedSize >= 0;
  }
}
