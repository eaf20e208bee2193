package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.store.Tenant;
import org.jspecify.annotations.Nullable;

/** On whose behalf stores act. */
public final class Tenants {
  private Tenants() {}

  /** The caller, with his token where he showed one. */
  public static Tenant of(RequestContext caller) {
    return new Tenant(caller.projectId(), caller.identity().token(), caller.identity().catalog());
  }

  /** The owner of an image where nobody calls; stores act as this service. */
  public static Tenant ownerOf(@Nullable Image image) {
    return Tenant.absent(image == null ? null : image.owner());
  }
}
