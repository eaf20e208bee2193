package io.glance.api.inspection;

import org.jspecify.annotations.Nullable;

/**
 * Whether an image may have its data.
 *
 * @param virtualSize bytes of the disk that the image is of, absent if that is unknown
 * @param refusal why it may not, in words for the caller; absent if it may
 */
public record Verdict(@Nullable Long virtualSize, @Nullable String refusal) {

  static Verdict accepted(@Nullable Long virtualSize) {
    return new Verdict(virtualSize, null);
  }

  static Verdict refused(String why) {
    return new Verdict(null, why);
  }
}
