package io.glance.api.caching;

import io.glance.api.cache.CacheProperties;
import io.glance.api.cache.ImageCache;
import io.glance.api.imagedata.Loop;
import io.glance.api.imagedata.StoredImages;
import io.glance.common.registryapi.CacheRegistry;
import io.glance.common.registryapi.ImageRegistry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs beside the requests where there is a cache. */
@Configuration(proxyBeanMethods = false)
class CachingConfiguration {
  private static final Logger log = LoggerFactory.getLogger(CachingConfiguration.class);

  /** Hits are noted by then. */
  private static final Duration NOTES = Duration.ofSeconds(5);

  private static final Duration SWEEP = Duration.ofSeconds(30);

  /** Every so many sweeps the index and the deleted images are looked at. */
  private static final int SWEEPS_PER_REVIEW = 10;

  @Bean
  @Nullable Prefetcher prefetcher(
      Optional<ImageCache> cache, ImageRegistry images, StoredImages stored) {
    return cache.map(known -> new Prefetcher(known, images, stored)).orElse(null);
  }

  @Bean
  @Nullable CacheUpkeep cacheUpkeep(Optional<ImageCache> cache, CacheRegistry registry) {
    return cache.map(known -> new CacheUpkeep(known, registry)).orElse(null);
  }

  @Bean
  @Nullable Loop prefetching(Optional<Prefetcher> prefetcher, CacheProperties options) {
    return prefetcher
        .map(known ->
            new Loop("cache-prefetch", Loop.AFTER_LISTENING, () -> prefetch(known, options)))
        .orElse(null);
  }

  private static Duration prefetch(Prefetcher prefetcher, CacheProperties options) {
    attempt("fetch what is asked for", prefetcher::run);
    prefetcher.awaitWish(options.cachePrefetcherInterval());
    return Duration.ZERO;
  }

  /** Ends with a last note, when no requests are left. */
  @Bean
  @Nullable Loop cacheNotes(Optional<ImageCache> cache) {
    return cache
        .map(known ->
            new Loop(
                "cache-notes",
                Loop.AROUND_REQUESTS,
                () -> {
                  attempt("note hits", known::flush);
                  return NOTES;
                }))
        .orElse(null);
  }

  @Bean
  @Nullable Loop cacheReview(Optional<ImageCache> cache, Optional<CacheUpkeep> upkeep) {
    return cache.isPresent() && upkeep.isPresent()
        ? new Loop(
            "cache-upkeep", Loop.AFTER_LISTENING, new Review(cache.get(), upkeep.get())::next)
        : null;
  }

  /** For one thread. */
  private static final class Review {
    private final ImageCache cache;
    private final CacheUpkeep upkeep;
    private int sweeps;
    private boolean adopted;

    Review(ImageCache cache, CacheUpkeep upkeep) {
      this.cache = cache;
      this.upkeep = upkeep;
    }

    Duration next() {
      attempt("sweep", sweeps == 0 ? cache::sweepAtStart : cache::sweep);
      if (!adopted) {
        adopted = attempt("adopt what is there", cache::adopt);
      }
      if (sweeps % SWEEPS_PER_REVIEW == 0) {
        attempt("make the index agree", cache::reconcile);
        attempt("forget deleted images", upkeep::forgetDeleted);
      }
      sweeps++;
      return SWEEP;
    }
  }

  private static boolean attempt(String what, Runnable work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException e) {
      log.warn("the cache could not {}: {}", what, e.toString());
      return false;
    }
  }
}
