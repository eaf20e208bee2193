package io.glance.api.location;

import io.glance.api.imagedata.Tenants;
import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import io.glance.store.Store;
import io.glance.store.StoreLocation;
import io.glance.store.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Who names places of bytes.
 *
 * @param onlyImage id of the image whose places alone he may name; absent: he may name any
 */
public record Editor(Tenant tenant, @Nullable String onlyImage) {
  /** The role of services, which may name any place. */
  private static final String SERVICE = "service";

  /** A caller who edits an image: operators and services may name any place. */
  public static Editor of(RequestContext caller, String imageId) {
    return new Editor(
        Tenants.of(imageId, caller), caller.admin() || isService(caller) ? null : imageId);
  }

  /** Somebody of whom it was found out before that he may name any place. */
  public static Editor trusted(Tenant tenant) {
    return new Editor(tenant, null);
  }

  /** Whether a service calls, or passes a call on. */
  public static boolean isService(RequestContext caller) {
    Identity.@Nullable Service sender = caller.identity().service();
    return caller.roles().contains(SERVICE) || (sender != null && sender.roles().contains(SERVICE));
  }

  boolean mayNameAny() {
    return onlyImage == null;
  }

  boolean mayName(Store store, StoreLocation place) {
    return onlyImage == null || store.mayBeNamed(place, onlyImage);
  }
}
