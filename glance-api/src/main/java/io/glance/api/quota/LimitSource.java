package io.glance.api.quota;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who says what projects may have. Thread-safe. */
public interface LimitSource extends AutoCloseable {

  /** Where nobody limits projects but the options. */
  LimitSource NOBODY =
      new LimitSource() {
        @Override
        public boolean isInUse() {
          return false;
        }

        @Override
        public Map<LimitedResource, Long> limitsOf(@Nullable String project) {
          return Map.of();
        }
      };

  default boolean isInUse() {
    return true;
  }

  /**
   * Of every resource how much there may be; negative: any number.
   *
   * @param project null: callers without a project
   * @throws io.glance.common.error.GlanceException.Unavailable if that cannot be found out now
   */
  Map<LimitedResource, Long> limitsOf(@Nullable String project);

  @Override
  default void close() {}
}
