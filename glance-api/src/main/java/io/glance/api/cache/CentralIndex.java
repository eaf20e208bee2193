package io.glance.api.cache;

import io.glance.common.context.RequestContext;
import io.glance.common.registryapi.CacheRegistry;
import io.glance.common.registryapi.CacheRegistry.CacheHits;
import io.glance.common.registryapi.CachedImage;
import java.util.List;
import java.util.UUID;

/**
 * The driver {@code centralized_db}: one index for the caches of all nodes, kept by the registry.
 *
 * <p>Source: glance/image_cache/drivers/centralized_db.py.
 */
final class CentralIndex implements CacheIndex {
  private final CacheRegistry registry;
  private final String node;

  /**
   * @param node URL by which other nodes reach this one
   */
  CentralIndex(CacheRegistry registry, String node) {
    this.registry = registry;
    this.node = node;
  }

  @Override
  public List<CachedImage> list() {
    return registry.list(node, self());
  }

  @Override
  public void put(CachedImage image) {
    registry.put(node, image, self());
  }

  @Override
  public void count(List<CacheHits> hits) {
    registry.count(node, hits, self());
  }

  @Override
  public void remove(String imageId) {
    registry.remove(imageId, node, self());
  }

  @Override
  public void removeAll() {
    registry.removeAll(node, self());
  }

  private static RequestContext self() {
    return RequestContext.administrator("req-" + UUID.randomUUID());
  }
}
