package io.glance.api.quota;

import io.glance.common.registryapi.UsageRegistry.Usage;
import java.util.Locale;

/**
 * What an identity service may limit of a project's images.
 *
 * <p>Source: glance/quota/keystone.py.
 */
public enum LimitedResource {
  /** MiB that images take up in stores. */
  IMAGE_SIZE_TOTAL,
  /** MiB that wait to be imported. */
  IMAGE_STAGE_TOTAL,
  IMAGE_COUNT_TOTAL,
  /** Images that get bytes at the same time. */
  IMAGE_COUNT_UPLOADING;

  private static final int BITS_OF_A_MEBIBYTE = 20;

  /** As the identity service and the API call it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whole units of it. */
  long in(Usage usage) {
    return switch (this) {
      case IMAGE_SIZE_TOTAL -> mebibytes(usage.storedBytes());
      case IMAGE_STAGE_TOTAL -> mebibytes(usage.stagedBytes());
      case IMAGE_COUNT_TOTAL -> usage.images();
      case IMAGE_COUNT_UPLOADING -> usage.uploading();
    };
  }

  /** Whole ones. */
  static long mebibytes(long bytes) {
    return bytes >> BITS_OF_A_MEBIBYTE;
  }

  /** The most bytes that are no more than so many whole mebibytes. */
  static long mostBytes(long mebibytes) {
    return mebibytes >= mebibytes(Long.MAX_VALUE)
        ? Long.MAX_VALUE
        : ((mebibytes + 1) << BITS_OF_A_MEBIBYTE) - 1;
  }
}
