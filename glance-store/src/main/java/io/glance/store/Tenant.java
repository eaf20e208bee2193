package io.glance.store;

import io.glance.common.config.Secret;
import io.glance.common.keystone.ServiceCatalog;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a store acts, where images are in their owners' accounts.
 *
 * @param projectId whose account; null: that of the catalogue
 * @param token the caller's; null: nobody calls, the store acts as this service
 * @param catalog where the caller finds services; empty if nobody calls
 */
public record Tenant(@Nullable String projectId, @Nullable Secret token, ServiceCatalog catalog) {

  /** Of an image whose owner is not there, as when a transfer was cut off. */
  public static Tenant absent(@Nullable String projectId) {
    return new Tenant(projectId, null, ServiceCatalog.EMPTY);
  }
}
