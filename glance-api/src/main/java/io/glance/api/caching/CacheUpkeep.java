package io.glance.api.caching;

import io.glance.api.cache.ImageCache;
import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.Leftovers;
import io.glance.common.registryapi.CacheRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the cache of this node in step with the world: images that are deleted here are forgotten
 * at once, those that others delete when this node asks about all that it has. Until then nobody
 * gets their bytes, for nobody finds the images.
 */
final class CacheUpkeep implements Leftovers {
  private static final Logger log = LoggerFactory.getLogger(CacheUpkeep.class);
  private static final int MOST_AT_ONCE = 500;

  private final ImageCache cache;
  private final CacheRegistry registry;

  CacheUpkeep(ImageCache cache, CacheRegistry registry) {
    this.cache = cache;
    this.registry = registry;
  }

  @Override
  public void forget(String imageId) {
    try {
      cache.dequeue(imageId);
      cache.remove(imageId);
    } catch (RuntimeException e) {
      log.warn("the cached image {} is forgotten later: {}", imageId, e.toString());
    }
  }

  /** Forgets all that are deleted. */
  void forgetDeleted() {
    List<String> ids =
        Stream.concat(cache.images().stream(), cache.queue().stream()).distinct().toList();
    for (int from = 0; from < ids.size(); from += MOST_AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(from + MOST_AT_ONCE, ids.size()));
      List<String> gone = registry.gone(some, Background.newContext());
      gone.forEach(this::forget);
      if (!gone.isEmpty()) {
        log.info("forgot {} deleted images", gone.size());
      }
    }
  }
}
