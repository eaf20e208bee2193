package io.glance.api.quota;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.UsageRegistry;
import java.util.Map;

/**
 * Limits that an identity service keeps for projects. It is asked for every piece of work anew, as
 * the original does: what an operator allows or forbids holds from the next request on.
 *
 * <p>Thread-safe.
 */
public final class UnifiedLimits implements AutoCloseable {
  private final LimitSource source;
  private final UsageRegistry registry;

  public UnifiedLimits(LimitSource source, UsageRegistry registry) {
    this.source = source;
    this.registry = registry;
  }

  /** Whether the identity service has the say, and not the options. */
  boolean areInUse() {
    return source.isInUse();
  }

  /**
   * Limits nothing where the operator did not turn this on.
   *
   * @throws GlanceException.Unavailable if the identity service does not say
   */
  public ProjectLimits of(RequestContext caller) {
    Map<LimitedResource, Long> most =
        source.isInUse() ? source.limitsOf(caller.projectId()) : Map.of();
    return new ProjectLimits(caller, registry, most);
  }

  @Override
  public void close() {
    source.close();
  }
}
