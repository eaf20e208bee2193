package io.glance.store;

/**
 * What a write left in the store.
 *
 * @param size bytes
 */
public record Written(StoreLocation location, long size) {}
