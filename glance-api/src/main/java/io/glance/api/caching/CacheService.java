package io.glance.api.caching;

import io.glance.api.cache.CacheProperties;
import io.glance.api.cache.ImageCache;
import io.glance.api.image.ImageAccess;
import io.glance.api.policy.Attributes;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.Policy;
import io.glance.api.policy.PolicyRule;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.CacheRegistry;
import io.glance.common.registryapi.CachedImage;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * The cache of this node, for those who may manage it. Whether they may is asked before whether
 * there is a cache; either refusal is what every method throws, as {@link
 * GlanceException.Forbidden} or {@link GlanceException.NotFound}.
 *
 * <p>Source: glance/api/v2/cached_images.py, CacheController.
 */
@Service
public class CacheService {
  private final Optional<ImageCache> cache;
  private final Optional<Prefetcher> prefetcher;
  private final CacheProperties options;
  private final CacheRegistry registry;
  private final ImageAccess images;
  private final Policy policy;
  private final ImagePolicy imagePolicy;

  CacheService(
      Optional<ImageCache> cache,
      Optional<Prefetcher> prefetcher,
      CacheProperties options,
      CacheRegistry registry,
      ImageAccess images,
      Policy policy,
      ImagePolicy imagePolicy) {
    this.cache = cache;
    this.prefetcher = prefetcher;
    this.options = options;
    this.registry = registry;
    this.images = images;
    this.policy = policy;
    this.imagePolicy = imagePolicy;
  }

  /** What to empty. */
  public enum Target {
    CACHE,
    QUEUE,
    BOTH
  }

  /** What is cached, by image. */
  public List<CachedImage> list(PolicyRule rule, RequestContext caller) {
    return cache(rule, caller).list();
  }

  /** What is asked for, the oldest wish first. */
  public List<String> queue(PolicyRule rule, RequestContext caller) {
    return cache(rule, caller).queue();
  }

  /**
   * Has an image fetched as soon as possible.
   *
   * @throws GlanceException.NotFound also if the caller sees no such image
   * @throws GlanceException.Invalid if it is not active
   */
  public void request(String imageId, RequestContext caller) {
    Image image = images.find(imageId, caller).orElseThrow(() -> notFound(imageId));
    ImageCache cache = cache(PolicyRule.CACHE_IMAGE, image, caller);
    if (image.status() != ImageStatus.ACTIVE) {
      throw new GlanceException.Invalid(
          "Only images with status active can be targeted for queueing");
    }
    cache.enqueue(image.id());
    prefetcher.ifPresent(Prefetcher::wake);
  }

  /** Asks for an image, which need not be there yet. It is fetched when the queue is looked at. */
  public void enqueue(String imageId, RequestContext caller) {
    cache(PolicyRule.MANAGE_IMAGE_CACHE, caller).enqueue(imageId);
  }

  /**
   * Forgets an image, cached or asked for.
   *
   * @throws GlanceException.NotFound also if the caller sees no such image and it is neither
   */
  public void remove(String imageId, RequestContext caller) {
    Optional<Image> image = images.find(imageId, caller);
    if (image.isEmpty() && !isKnown(imageId)) {
      throw notFound(imageId);
    }
    ImageCache cache =
        image.isPresent()
            ? cache(PolicyRule.CACHE_DELETE, image.get(), caller)
            : cache(PolicyRule.CACHE_DELETE, caller);
    cache.remove(imageId);
    cache.dequeue(imageId);
  }

  private boolean isKnown(String imageId) {
    return cache.isPresent() && (cache.get().has(imageId) || cache.get().queue().contains(imageId));
  }

  /** Forgets a cached image, if it is one. */
  public void removeCached(String imageId, RequestContext caller) {
    cache(PolicyRule.MANAGE_IMAGE_CACHE, caller).remove(imageId);
  }

  /** Takes back a wish, if it is one. */
  public void removeQueued(String imageId, RequestContext caller) {
    cache(PolicyRule.MANAGE_IMAGE_CACHE, caller).dequeue(imageId);
  }

  /** To be asked before it is said what to empty. */
  public void requireMayClear(RequestContext caller) {
    cache(PolicyRule.CACHE_DELETE, caller);
  }

  /** How many there were. */
  public int removeAll(Target target, PolicyRule rule, RequestContext caller) {
    ImageCache cache = cache(rule, caller);
    int cached = target == Target.QUEUE ? 0 : cache.removeAll();
    int queued = target == Target.CACHE ? 0 : cache.dequeueAll();
    return cached + queued;
  }

  public void clean(RequestContext caller) {
    cache(PolicyRule.CACHE_CLEAN, caller).clean();
  }

  public ImageCache.Pruned prune(RequestContext caller) {
    return cache(PolicyRule.CACHE_PRUNE, caller).prune();
  }

  /**
   * The nodes that have an image in their caches.
   *
   * @throws GlanceException.Conflict if each node has an index of its own
   * @throws GlanceException.NotFound also if the caller sees no such image
   */
  public List<String> nodesOf(String imageId, RequestContext caller) {
    cache(PolicyRule.LIST_CACHED_NODES, caller);
    if (!options.isCentral()) {
      throw new GlanceException.Conflict("Centralized caching is not enabled");
    }
    Image image = images.find(imageId, caller).orElseThrow(() -> notFound(imageId));
    return registry.nodesOf(image.id(), caller);
  }

  private static GlanceException notFound(String imageId) {
    return new GlanceException.NotFound("Image %s not found.".formatted(imageId));
  }

  private ImageCache cache(PolicyRule rule, RequestContext caller) {
    return cacheIf(policy.allows(rule, Attributes.NONE, caller));
  }

  private ImageCache cache(PolicyRule rule, Image image, RequestContext caller) {
    return cacheIf(imagePolicy.allows(rule, image, caller));
  }

  private ImageCache cacheIf(boolean isAllowed) {
    if (!isAllowed) {
      throw new GlanceException.Forbidden(null);
    }
    return cache.orElseThrow(
        () -> new GlanceException.NotFound("Caching via API is not supported at this site."));
  }
}
