package io.glance.api.cache;

/** A value of {@code image_cache_driver}: where the index of a cache is. */
public enum CacheDriver {
  CENTRALIZED_DB,
  SQLITE,
  XATTR
}
