package io.glance.api.cache;

import io.glance.api.cache.sqlite.SqliteIndex;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A cache in a directory, with its index in a file there. */
final class TestedCache {
  private TestedCache() {}

  static ImageCache in(Path root) {
    return in(root, Long.MAX_VALUE);
  }

  static ImageCache in(Path root, long maxSize) {
    return in(root, maxSize, Clock.systemUTC());
  }

  static ImageCache in(Path root, long maxSize, Clock clock) {
    CacheProperties options = options(root, maxSize);
    CacheDirectory directory = new CacheDirectory(root);
    return new ImageCache(
        options,
        directory,
        new SqliteIndex(root.resolve(options.imageCacheSqliteDb())),
        Optional.empty(),
        clock);
  }

  static CacheProperties options(Path root, long maxSize) {
    return new CacheProperties(
        root,
        CacheDriver.SQLITE,
        "cache.db",
        maxSize,
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        null);
  }
}
