package io.glance.common.registryapi;

import io.glance.common.error.GlanceException;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes the images of one owner may take up together.
 *
 * <p>What counts is the size of each image that is not deleted, once for every place that has its
 * bytes, and what is {@linkplain Reservation reserved} by those who bring more. Source:
 * glance/db/sqlalchemy/api.py, user_get_storage_usage.
 *
 * @param owner project; absent: images without an owner
 * @param bytes at most
 */
public record StorageLimit(@Nullable String owner, long bytes) {

  /**
   * The refusal of more than this. Source: glance/common/exception.py, StorageQuotaFull.
   *
   * @param needed bytes that there is no room for, 0 if nobody knows how many
   * @param remaining bytes that there is room for; negative if there are too many already
   */
  public static GlanceException.LimitExceeded exceeded(long needed, long remaining) {
    return new GlanceException.LimitExceeded(
        "The size of the data %s will exceed the limit. %d bytes remaining."
            .formatted(needed == 0 ? "None" : needed, remaining));
  }
}
