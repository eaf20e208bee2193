package io.glance.api.v1;

import io.glance.api.caching.CacheService;
import io.glance.api.caching.CacheService.Target;
import io.glance.api.caching.OnManagedCache;
import io.glance.api.frontdoor.OnlyVerb;
import io.glance.api.policy.PolicyRule;
import io.glance.api.versions.OnFirstVersion;
import io.glance.common.context.RequestContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.NullNode;

/**
 * The cache of the node that answers. Only there if the flavor says so.
 *
 * <p>Source: glance/api/cached_images.py and glance/api/middleware/cache_manage.py of 13.0.0.
 */
@RestController
@Conditional({OnFirstVersion.class, OnManagedCache.class})
class V1CachedImagesController {
  private static final PolicyRule RULE = PolicyRule.MANAGE_IMAGE_CACHE;

  private final CacheService cache;

  V1CachedImagesController(CacheService cache) {
    this.cache = cache;
  }

  @OnlyVerb
  @GetMapping("/v1/cached_images")
  V1CacheView.Cached cached(RequestContext caller) {
    return V1CacheView.Cached.of(cache.list(RULE, caller));
  }

  @OnlyVerb
  @DeleteMapping("/v1/cached_images")
  V1CacheView.Removed removeAllCached(RequestContext caller) {
    return new V1CacheView.Removed(cache.removeAll(Target.CACHE, RULE, caller));
  }

  @OnlyVerb
  @DeleteMapping("/v1/cached_images/{id}")
  ResponseEntity<Object> removeCached(@PathVariable String id, RequestContext caller) {
    cache.removeCached(id, caller);
    return done();
  }

  @OnlyVerb
  @GetMapping("/v1/queued_images")
  V1CacheView.Queued queued(RequestContext caller) {
    return new V1CacheView.Queued(cache.queue(RULE, caller));
  }

  @OnlyVerb
  @DeleteMapping("/v1/queued_images")
  V1CacheView.Removed removeAllQueued(RequestContext caller) {
    return new V1CacheView.Removed(cache.removeAll(Target.QUEUE, RULE, caller));
  }

  @OnlyVerb
  @PutMapping("/v1/queued_images/{id}")
  ResponseEntity<Object> enqueue(@PathVariable String id, RequestContext caller) {
    cache.enqueue(id, caller);
    return done();
  }

  @OnlyVerb
  @DeleteMapping("/v1/queued_images/{id}")
  ResponseEntity<Object> removeQueued(@PathVariable String id, RequestContext caller) {
    cache.removeQueued(id, caller);
    return done();
  }

  /** Nothing, which the original writes as JSON. */
  private static ResponseEntity<Object> done() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(NullNode.getInstance());
  }
}
