package io.glance.store;

import java.util.Map;

/**
 * What a write left in the store.
 *
 * @param size bytes
 * @param metadata what the driver notes with the location: nested maps, lists and texts
 */
public record Written(StoreLocation location, long size, Map<String, Object> metadata) {

  public Written {
    metadata = Map.copyOf(metadata);
  }

  /** As most drivers leave it, without metadata. */
  public Written(StoreLocation location, long size) {
    this(location, size, Map.of());
  }
}
