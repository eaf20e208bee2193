package io.glance.registry.image;

import io.glance.registry.db.Database;
import jakarta.persistence.EntityManager;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps all others from what changes an owner's room. In a transaction it comes before any row. */
public final class OwnerLock {
  private final EntityManager entities;
  private final Database database;

  OwnerLock(EntityManager entities, Database database) {
    this.entities = entities;
    this.database = database;
  }

  /**
   * Holds until the transaction ends, which there has to be.
   *
   * @param owner project; null: who has none
   */
  public void take(@Nullable String owner) {
    entities
        .createNativeQuery(
            "INSERT INTO glancej_owners (owner, changes) VALUES (?, 1) "
                + switch (database) {
                  case MYSQL -> "ON DUPLICATE KEY UPDATE changes = changes + 1";
                  case SQLITE -> "ON CONFLICT (owner) DO UPDATE SET changes = changes + 1";
                })
        .setParameter(1, Objects.requireNonNullElse(owner, ""))
        .executeUpdate();
  }
}
