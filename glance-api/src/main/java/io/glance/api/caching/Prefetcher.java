package io.glance.api.caching;

import io.glance.api.cache.ImageCache;
import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.StoredImages;
import io.glance.api.imagedata.Tenants;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImageRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the images that are asked for, the oldest wish first. A wish is a file, so it outlives
 * this process; it is fulfilled or taken back, or tried again the next time.
 *
 * <p>Source: glance/image_cache/prefetcher.py.
 */
public final class Prefetcher {
  private static final Logger log = LoggerFactory.getLogger(Prefetcher.class);

  private final ImageCache cache;
  private final ImageRegistry images;
  private final StoredImages stored;
  private final Semaphore wishes = new Semaphore(0);

  public Prefetcher(ImageCache cache, ImageRegistry images, StoredImages stored) {
    this.cache = cache;
    this.images = images;
    this.stored = stored;
  }

  /** There is something to do before it is time to look. */
  void wake() {
    wishes.release();
  }

  /** Waits for a wish, but not for longer than so. An interrupt ends it; the thread stays so. */
  void awaitWish(Duration most) {
    try {
      wishes.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
      wishes.drainPermits();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Fetches all that are asked for now.
   *
   * @return whether none is missing
   */
  public boolean run() {
    List<String> wanted = cache.queue();
    int fetched = 0;
    for (String imageId : wanted) {
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
      fetched += fetch(imageId) ? 1 : 0;
    }
    if (fetched < wanted.size()) {
      log.warn("fetched {} of {} images that are asked for", fetched, wanted.size());
    } else if (fetched > 0) {
      log.info("fetched all {} images that were asked for", fetched);
    }
    return fetched == wanted.size();
  }

  private boolean fetch(String imageId) {
    try {
      RequestContext self = Background.newContext();
      Image image = images.get(imageId, self);
      if (image.status() != ImageStatus.ACTIVE) {
        log.warn("Image '{}' is not active. Not caching.", imageId);
        return false;
      }
      return cache.fetch(
          image, range -> stored.open(image, Set.of(), range, Tenants.ownerOf(image)));
    } catch (GlanceException.NotFound _) {
      log.warn("Image '{}' not found", imageId);
    } catch (GlanceException | IOException e) {
      log.warn("image {} could not be fetched into the cache: {}", imageId, e.toString());
    }
    return false;
  }
}
