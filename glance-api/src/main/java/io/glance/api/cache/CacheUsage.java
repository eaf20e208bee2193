package io.glance.api.cache;

import io.glance.common.registryapi.CacheRegistry.CacheHits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hits on their way to the index: a download waits for nobody to write them down. What is not there
 * yet when the process is killed is lost. Thread-safe.
 */
final class CacheUsage {
  private static final Logger log = LoggerFactory.getLogger(CacheUsage.class);

  private final CacheIndex index;
  private final Clock clock;
  private final Map<String, CacheHits> pending = new ConcurrentHashMap<>();

  CacheUsage(CacheIndex index, Clock clock) {
    this.index = index;
    this.clock = clock;
  }

  void hit(String imageId) {
    add(new CacheHits(imageId, 1, clock.instant()));
  }

  private void add(CacheHits more) {
    pending.merge(
        more.imageId(),
        more,
        (before, next) ->
            new CacheHits(
                next.imageId(),
                before.count() + next.count(),
                before.last().isAfter(next.last()) ? before.last() : next.last()));
  }

  /** Writes down all hits so far; those that cannot be written are tried again the next time. */
  void flush() {
    List<CacheHits> some = new ArrayList<>();
    for (String id : List.copyOf(pending.keySet())) {
      CacheHits hits = pending.remove(id);
      if (hits != null) {
        some.add(hits);
      }
    }
    if (some.isEmpty()) {
      return;
    }
    try {
      index.count(some);
    } catch (RuntimeException e) {
      log.warn("the hits of {} cached images could not be noted: {}", some.size(), e.toString());
      some.forEach(this::add);
    }
  }

  void forget(String imageId) {
    pending.remove(imageId);
  }
}
