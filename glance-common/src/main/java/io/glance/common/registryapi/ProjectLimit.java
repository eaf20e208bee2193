package io.glance.common.registryapi;

import io.glance.common.error.GlanceException;
import org.jspecify.annotations.Nullable;

/**
 * How much of one resource a project may have, as an identity service says.
 *
 * @param owner project; absent: those who have none
 * @param resource as the identity service calls it
 * @param most how many at most
 */
public record ProjectLimit(@Nullable String owner, String resource, long most) {

  /**
   * Source: oslo_limit/limit.py, _EnforcerUtils.enforce_limits.
   *
   * @param used how many there are
   * @param more how many come to them
   * @throws GlanceException.LimitExceeded if that is too many
   */
  public void require(long used, long more) {
    if (used + more > most) {
      throw exceeded(used, more);
    }
  }

  /**
   * Source: oslo_limit/exception.py, ProjectOverLimit; glance/common/exception.py, LimitExceeded.
   */
  private GlanceException.LimitExceeded exceeded(long used, long more) {
    return new GlanceException.LimitExceeded(
        """
        The request returned a 413 Request Entity Too Large. This generally means that rate \
        limiting or a quota threshold was breached.

        The response body:
        Project %s is over a limit for [Resource %s is over limit of %d due to current usage %d \
        and delta %d]\
        """
            .formatted(owner == null ? "None" : owner, resource, most, used, more));
  }
}
