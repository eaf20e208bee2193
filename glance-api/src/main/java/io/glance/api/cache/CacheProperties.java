package io.glance.api.cache;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * The image cache, section {@code [DEFAULT]}.
 *
 * @param imageCacheDir where cached images are; without it there is no cache
 * @param imageCacheDriver where the index is
 * @param imageCacheSqliteDb name of the index file of the driver {@code sqlite}
 * @param imageCacheMaxSize bytes that pruning leaves
 * @param imageCacheStallTime age from which cleaning removes unfinished files; a bare number means
 *     seconds
 * @param cachePrefetcherInterval between two looks into the queue; a bare number means seconds
 * @param workerSelfReferenceUrl what this node is called in an index that nodes share
 */
@ConfigurationProperties("oslo.default")
public record CacheProperties(
    @Nullable Path imageCacheDir,
    @DefaultValue("centralized_db") CacheDriver imageCacheDriver,
    @DefaultValue("cache.db") String imageCacheSqliteDb,
    @DefaultValue("10737418240") long imageCacheMaxSize,
    @DefaultValue("86400") @DurationUnit(ChronoUnit.SECONDS) Duration imageCacheStallTime,
    @DefaultValue("300") @DurationUnit(ChronoUnit.SECONDS) Duration cachePrefetcherInterval,
    @Nullable String workerSelfReferenceUrl) {

  public CacheProperties {
    imageCacheDir =
        imageCacheDir == null || imageCacheDir.toString().isBlank() ? null : imageCacheDir;
    workerSelfReferenceUrl =
        workerSelfReferenceUrl == null || workerSelfReferenceUrl.isBlank()
            ? null
            : workerSelfReferenceUrl;
    if (imageCacheMaxSize < 0) {
      throw new IllegalArgumentException(
          "image_cache_max_size is %d, must be at least 0".formatted(imageCacheMaxSize));
    }
    if (imageCacheStallTime.isNegative()) {
      throw new IllegalArgumentException(
          "image_cache_stall_time is %d, must be at least 0"
              .formatted(imageCacheStallTime.toSeconds()));
    }
    if (cachePrefetcherInterval.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "cache_prefetcher_interval is %d, must be at least 1"
              .formatted(cachePrefetcherInterval.toSeconds()));
    }
  }

  /** Whether there is a cache at all. */
  public boolean isOn() {
    return imageCacheDir != null;
  }

  /** Whether the nodes share one index. */
  public boolean isCentral() {
    return imageCacheDriver == CacheDriver.CENTRALIZED_DB;
  }
}
