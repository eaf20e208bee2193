package io.glance.registry.cache;

import io.glance.common.registryapi.CacheRegistry.CacheHits;
import io.glance.common.registryapi.CachedImage;
import io.glance.registry.db.DatabaseTime;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code cached_images} and {@code node_reference}. Every method is part of a transaction.
 */
final class CachedImageRows {
  private static final String NODE =
      "(SELECT node_reference_id FROM node_reference WHERE node_reference_url = ?)";

  private final EntityManager entities;

  CachedImageRows(EntityManager entities) {
    this.entities = entities;
  }

  /** Does nothing if the node is known. */
  void addNode(String node) {
    Query known =
        entities.createNativeQuery(
            "SELECT COUNT(*) FROM node_reference WHERE node_reference_url = ?");
    known.setParameter(1, node);
    if (((Number) known.getSingleResult()).longValue() == 0) {
      update("INSERT INTO node_reference (node_reference_url) VALUES (?)", node);
    }
  }

  void add(String node, CachedImage image) {
    update(
        "INSERT INTO cached_images"
            + " (image_id, last_accessed, last_modified, size, hits, checksum, node_reference_id)"
            + " VALUES (?, ?, ?, ?, ?, ?, "
            + NODE
            + ")",
        image.imageId(),
        DatabaseTime.write(image.lastAccessed()),
        DatabaseTime.write(image.lastModified()),
        image.size(),
        image.hits(),
        image.checksum(),
        node);
  }

  void count(String node, CacheHits hits) {
    update(
        "UPDATE cached_images SET hits = hits + ?, last_accessed = ?"
            + " WHERE image_id = ? AND node_reference_id = "
            + NODE,
        hits.count(),
        DatabaseTime.write(hits.last()),
        hits.imageId(),
        node);
  }

  void remove(String node, String imageId) {
    update(
        "DELETE FROM cached_images WHERE image_id = ? AND node_reference_id = " + NODE,
        imageId,
        node);
  }

  void removeAll(String node) {
    update("DELETE FROM cached_images WHERE node_reference_id = " + NODE, node);
  }

  private void update(String sql, @Nullable Object... parameters) {
    Query statement = entities.createNativeQuery(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setParameter(i + 1, parameters[i]);
    }
    statement.executeUpdate();
  }
}
