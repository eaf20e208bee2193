package io.glance.api.quota;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.ProjectLimit;
import io.glance.common.registryapi.StorageLimit;
import io.glance.common.registryapi.UsageRegistry;
import io.glance.common.registryapi.UsageRegistry.Usage;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an identity service lets the project of a caller have, as it said when it was asked.
 *
 * <p>Source: glance/quota/keystone.py; oslo_limit/limit.py, _FlatEnforcer.
 */
public final class ProjectLimits {
  private final RequestContext caller;
  private final UsageRegistry registry;
  private final Map<LimitedResource, Long> most;

  /**
   * @param most of what there is a limit for; negative: any number
   */
  ProjectLimits(RequestContext caller, UsageRegistry registry, Map<LimitedResource, Long> most) {
    this.caller = caller;
    this.registry = registry;
    this.most = new EnumMap<>(LimitedResource.class);
    this.most.putAll(most);
  }

  /**
   * Compares only: who asks at the same time may be told the same.
   *
   * @param more what comes to what there is, in whole units of the resource
   * @throws GlanceException.LimitExceeded if that is too much
   */
  public void requireRoom(LimitedResource resource, long more) {
    @Nullable ProjectLimit limit = of(resource);
    if (limit != null) {
      limit.require(resource.in(used()), more);
    }
  }

  /**
   * Compares only.
   *
   * @param resource that is counted in MiB
   * @param bytes that come; negative if nobody knows how many
   * @throws GlanceException.LimitExceeded if they are too many
   */
  public void requireRoomForBytes(LimitedResource resource, long bytes) {
    requireRoom(resource, LimitedResource.mebibytes(Math.max(bytes, 0)));
  }

  /** For the registry to keep; absent if there is none. */
  public @Nullable ProjectLimit of(LimitedResource resource) {
    Long limit = most.get(resource);
    return limit == null || limit < 0
        ? null
        : new ProjectLimit(caller.projectId(), resource.wireName(), limit);
  }

  /** Of all bytes in stores, for the registry to keep; absent if there is none. */
  public @Nullable StorageLimit storage() {
    @Nullable ProjectLimit limit = of(LimitedResource.IMAGE_SIZE_TOTAL);
    return limit == null
        ? null
        : new StorageLimit(limit.owner(), LimitedResource.mostBytes(limit.most()));
  }

  /** How many bytes of a resource that is counted in MiB may come; {@link Long#MAX_VALUE}: any. */
  public long bytesLeft(LimitedResource resource) {
    @Nullable ProjectLimit limit = of(resource);
    if (limit == null) {
      return Long.MAX_VALUE;
    }
    long used =
        switch (resource) {
          case IMAGE_SIZE_TOTAL -> used().storedBytes();
          case IMAGE_STAGE_TOTAL -> used().stagedBytes();
          case IMAGE_COUNT_TOTAL, IMAGE_COUNT_UPLOADING ->
              throw new IllegalArgumentException("there are no bytes of " + resource);
        };
    return Math.max(LimitedResource.mostBytes(limit.most()) - used, 0);
  }

  /**
   * How many bytes of a resource that is counted in MiB may come, at least {@code needed}. Compares
   * only.
   *
   * @throws GlanceException.LimitExceeded if there is not so much room
   */
  public long roomFor(LimitedResource resource, long needed) {
    long left = bytesLeft(resource);
    @Nullable ProjectLimit limit = of(resource);
    if (limit != null && left < needed) {
      long used = resource.in(used());
      limit.require(used, Math.max(LimitedResource.mebibytes(needed), limit.most() - used + 1));
    }
    return left;
  }

  /**
   * @param limit negative: any number
   */
  public record Use(long usage, long limit) {}

  /** By the names of the resources; nothing where there are no limits. */
  public Map<String, Use> uses() {
    Map<String, Use> uses = new LinkedHashMap<>();
    if (!most.isEmpty()) {
      Usage used = used();
      most.forEach(
          (resource, limit) -> uses.put(resource.wireName(), new Use(resource.in(used), limit)));
    }
    return uses;
  }

  private Usage used() {
    return registry.of(caller.projectId(), caller);
  }
}
