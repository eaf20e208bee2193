package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.registryapi.Transfer;
import io.glance.store.Tenant;
import org.jspecify.annotations.Nullable;

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

  /**
   * Whoever was bringing bytes when the work on them was cut off; stores act as this service. Where
   * nobody knows, as for work that older releases began, it is the owner of the image.
   *
   * @param image absent if it was deleted meanwhile
   */
  public static Tenant bringerOf(Transfer transfer, @Nullable Image image) {
    if (transfer.projectId() != null) {
      return Tenant.absent(transfer.imageId(), transfer.projectId());
    }
    return image == null ? unknownOwnerOf(transfer.imageId()) : ownerOf(image);
  }

  /** Whoever owns, or owned, an image that nobody knows any more. */
  public static Tenant unknownOwnerOf(String imageId) {
    return Tenant.absent(imageId, null);
  }
}
