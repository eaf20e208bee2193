package io.glance.store;

import io.glance.common.config.Secret;
import io.glance.common.keystone.ServiceCatalog;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a store acts, where images are in their owners' accounts.
 *
 * @param imageId the image that is acted for; null: of none yet
 * @param projectId whose account; null: that of the catalogue
 * @param token the caller's; null: nobody calls, the store acts as this service, and for bytes of
 *     this image only
 * @param catalog where the caller finds services; empty if nobody calls
 */
public record Tenant(
    @Nullable String imageId,
    @Nullable String projectId,
    @Nullable Secret token,
    ServiceCatalog catalog) {

  /** Of no image: a store that is not asked for one yet. */
  public static final Tenant NONE = new Tenant(null, null, null, ServiceCatalog.EMPTY);

  /**
   * Of an image whose owner is not there, as when a transfer was cut off.
   *
   * @param projectId null if nobody knows who that is
   */
  public static Tenant absent(String imageId, @Nullable String projectId) {
    return new Tenant(imageId, projectId, null, ServiceCatalog.EMPTY);
  }
}
