package io.glance.api.location;

import io.glance.api.imagedata.ImageDataProperties;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.imagedata.WithdrawalService;
import io.glance.api.quota.StorageQuota;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.LocationRegistry;
import io.glance.common.registryapi.LocationRegistry.LocationEdit;
import io.glance.common.registryapi.Transfer;
import io.glance.store.StoreException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Edits of locations, from the first look to the last byte that is removed.
 *
 * <p>The registry stores an edit as a whole, with the withdrawals that it brings, if no location
 * was changed meanwhile; only then are bytes removed. What dies in between is completed by the
 * recovery of withdrawals.
 */
@Service
public class LocationEdits {
  private final LocationRegistry registry;
  private final LocationRules rules;
  private final LocationProperties options;
  private final ImageDataProperties data;
  private final StorageQuota quota;
  private final TransferKeeper keeper;
  private final WithdrawalService withdrawals;

  LocationEdits(
      LocationRegistry registry,
      LocationRules rules,
      LocationProperties options,
      ImageDataProperties data,
      StorageQuota quota,
      TransferKeeper keeper,
      WithdrawalService withdrawals) {
    this.registry = registry;
    this.rules = rules;
    this.options = options;
    this.data = data;
    this.quota = quota;
    this.keeper = keeper;
    this.withdrawals = withdrawals;
  }

  /** The locations of an image, to be edited. */
  public EditedLocations of(Image image, RequestContext caller) {
    return new EditedLocations(
        image, rules, options, data.hashingAlgorithm(), Editor.of(caller, image.id()));
  }

  /**
   * The bytes at a place that a caller names for an image that is to be.
   *
   * @param declared bytes that he says are there; absent if he does not say
   * @return at least 1
   * @throws GlanceException.Invalid if it is no place that he may name
   * @throws GlanceException.NotFound if nothing is there
   * @throws GlanceException.Conflict if there are more or less bytes than he says
   */
  public long requireBytes(
      String imageId, String url, @Nullable Long declared, RequestContext caller) {
    rules.requireExternal(url);
    long stored = bytes(imageId, url, caller);
    if (declared != null && declared != 0 && declared != stored) {
      throw new GlanceException.Conflict(
          "Provided image size must match the stored image size. (provided size: %d, stored size: %d)"
              .formatted(declared, stored));
    }
    return stored;
  }

  private long bytes(String imageId, String url, RequestContext caller) {
    try {
      ImageLocation place = rules.withStore(new ImageLocation(0, url, Map.of()));
      return rules.requireBytes(place, false, Editor.of(caller, imageId));
    } catch (GlanceException.Invalid e) {
      if (e.getCause() instanceof StoreException.NotFound) {
        throw new GlanceException.NotFound("No image data are found at that location.");
      }
      throw e;
    }
  }

  /**
   * Stores an edit and removes the bytes that it leaves behind.
   *
   * @param edited whose locations {@code update} has
   * @return the image afterwards
   * @throws GlanceException.Conflict if somebody else changed the same thing meanwhile
   * @throws GlanceException.LimitExceeded if new locations take more than the caller's project may
   *     store
   * @throws GlanceException.Failed if a store fails: the location is in use again, the rest of the
   *     edit is stored
   */
  public Image store(ImageUpdate update, EditedLocations edited, RequestContext caller) {
    LocationRegistry.EditedLocations stored = edit(update, edited, caller);
    for (Transfer withdrawal : stored.withdrawn()) {
      try {
        withdrawals.complete(withdrawal, caller);
      } catch (GlanceException.Conflict e) {
        GlanceException failed = new GlanceException.Failed(e.getMessage());
        failed.initCause(e);
        throw failed;
      }
    }
    return stored.image();
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  private LocationRegistry.EditedLocations edit(
      ImageUpdate update, EditedLocations edited, RequestContext caller) {
    LocationEdit edit =
        new LocationEdit(update, edited.exclusive(), keeper.holder(), quota.limitFor(caller));
    try {
      return registry.edit(update.before().id(), edit, caller);
    } catch (GlanceException.LimitExceeded e) {
      throw StorageQuota.ofLocation(e);
    }
  }
}
