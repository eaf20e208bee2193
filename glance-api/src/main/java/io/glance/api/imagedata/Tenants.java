package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.store.Tenant;

/** On whose behalf stores act. */
public final class Tenants {
  private Tenants() {}

  /** The caller, with his token where he showed one. */
  public static Tenant of(String imageId, RequestContext caller) {
    return new Tenant(
        imageId, caller.projectId(), caller.identity().token(), caller.identity().catalog());
  }

  /** The owner of an image where nobody calls; stores act as this service. */
  public static Tenant ownerOf(Image image) {
    return Tenant.absent(image.id(), image.owner());
  }

  /** Whoever owns, or owned, an image that nobody knows any more. */
  public static Tenant unknownOwnerOf(String imageId) {
    return Tenant.absent(imageId, null);
  }
}
