package io.glance.api.cache;

import io.glance.api.cache.sqlite.SqliteIndex;
import io.glance.api.identity.PasteDeployProperties;
import io.glance.common.registryapi.CacheRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The cache that the operator chose, if he chose one. */
@Configuration(proxyBeanMethods = false)
public class CacheConfiguration {
  private static final Logger log = LoggerFactory.getLogger(CacheConfiguration.class);

  /** None without a directory. */
  @Bean
  @Nullable ImageCache imageCache(
      CacheProperties options, PasteDeployProperties paste, CacheRegistry registry) {
    Path root = options.imageCacheDir();
    if (root == null) {
      return null;
    }
    if (paste.caches() && options.isCentral() && options.workerSelfReferenceUrl() == null) {
      throw new MisconfiguredCacheException(
          "'worker_self_reference_url' needs to be set if `centralized_db` is defined as cache"
              + " driver for image_cache_driver config option.");
    }
    CacheDirectory directory = new CacheDirectory(root);
    CacheIndex index = index(options, directory, registry);
    return new ImageCache(
        options, directory, index, former(index, options, directory), Clock.systemUTC());
  }

  private static CacheIndex index(
      CacheProperties options, CacheDirectory directory, CacheRegistry registry) {
    return switch (options.imageCacheDriver()) {
      case CENTRALIZED_DB ->
          options.workerSelfReferenceUrl() == null
              ? instead("worker_self_reference_url is not set", options, directory)
              : new CentralIndex(registry, options.workerSelfReferenceUrl());
      case SQLITE -> new SqliteIndex(directory.root().resolve(options.imageCacheSqliteDb()));
      case XATTR ->
          XattrIndex.isPossibleIn(directory.root())
              ? new XattrIndex(directory)
              : instead("files there cannot have attributes", options, directory);
    };
  }

  /** What the driver of old has left, if it is another one's turn. */
  private static Optional<CacheIndex> former(
      CacheIndex index, CacheProperties options, CacheDirectory directory) {
    Path file = directory.root().resolve(options.imageCacheSqliteDb());
    return index instanceof SqliteIndex || !Files.exists(file)
        ? Optional.empty()
        : Optional.of(new SqliteIndex(file));
  }

  private static CacheIndex instead(
      String reason, CacheProperties options, CacheDirectory directory) {
    log.error(
        "The image cache driver {} cannot be used: {}. Using sqlite.",
        options.imageCacheDriver(),
        reason);
    return new SqliteIndex(directory.root().resolve(options.imageCacheSqliteDb()));
  }

  @Bean
  ImageReads imageReads(Optional<ImageCache> cache, PasteDeployProperties paste) {
    if (paste.caches() && cache.isEmpty()) {
      log.error("The flavor '{}' caches images, but image_cache_dir is not set.", paste.flavor());
    }
    return cache.isPresent() && paste.caches()
        ? new CachedReads(cache.get())
        : ImageReads.uncached();
  }
}
