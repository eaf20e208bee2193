package io.glance.api.v2;

import io.glance.api.caching.CacheService;
import io.glance.api.caching.CacheService.Target;
import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.NoBody;
import io.glance.api.policy.PolicyRule;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * The cache of the node that answers.
 *
 * <p>Source: glance/api/v2/cached_images.py.
 */
@RestController
class CacheController {
  private final CacheService cache;

  CacheController(CacheService cache) {
    this.cache = cache;
  }

  @NoBody
  @GetMapping("/v2/cache")
  CacheView.State show(RequestContext caller) {
    return CacheView.State.of(
        cache.list(PolicyRule.CACHE_LIST, caller), cache.queue(PolicyRule.CACHE_LIST, caller));
  }

  @DeleteMapping("/v2/cache")
  ResponseEntity<Void> clear(
      @RequestHeader(name = "x-image-cache-clear-target", defaultValue = "") String target,
      RequestContext caller) {
    cache.requireMayClear(caller);
    cache.removeAll(target(target), PolicyRule.CACHE_DELETE, caller);
    return Answers.noContent();
  }

  private static Target target(String written) {
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "" -> Target.BOTH;
      case "cache" -> Target.CACHE;
      case "queue" -> Target.QUEUE;
      default ->
          throw new GlanceException.Invalid(
              "If provided 'x-image-cache-clear-target' must be 'cache', 'queue' or empty string.");
    };
  }

  @PutMapping("/v2/cache/{id}")
  ResponseEntity<Void> request(@PathVariable String id, RequestContext caller) {
    cache.request(id, caller);
    return Answers.accepted();
  }

  @DeleteMapping("/v2/cache/{id}")
  ResponseEntity<Void> remove(@PathVariable String id, RequestContext caller) {
    cache.remove(id, caller);
    return Answers.noContent();
  }

  @NoBody
  @GetMapping("/v2/cache/nodes/{id}")
  List<String> nodes(@PathVariable String id, RequestContext caller) {
    return cache.nodesOf(id, caller);
  }

  @PostMapping("/v2/cache/clean")
  ResponseEntity<Void> clean(RequestContext caller) {
    cache.clean(caller);
    return Answers.ok();
  }

  @PostMapping("/v2/cache/prune")
  CacheView.Pruned prune(RequestContext caller) {
    return CacheView.Pruned.of(cache.prune(caller));
  }
}
