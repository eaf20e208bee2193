package io.glance.api.imagedata;

import io.glance.api.notification.ImageEvents;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImageRegistry;
import org.springframework.stereotype.Service;

/** Takes images out of single stores. */
@Service
public class StoreRemovalService {
  private final ImageRegistry images;
  private final StoreChoice choice;
  private final ImagePlaces places;
  private final WithdrawalService withdrawals;
  private final ImagePolicy policy;
  private final ImageEvents events;

  StoreRemovalService(
      ImageRegistry images,
      StoreChoice choice,
      ImagePlaces places,
      WithdrawalService withdrawals,
      ImagePolicy policy,
      ImageEvents events) {
    this.images = images;
    this.choice = choice;
    this.places = places;
    this.withdrawals = withdrawals;
    this.policy = policy;
    this.events = events;
  }

  /**
   * Removes an image from a store.
   *
   * <p>Source: glance/api/v2/images.py, delete_from_store.
   *
   * @throws GlanceException.NotFound if there is nothing to choose among stores, the caller sees no
   *     such image, or it is not in that store
   * @throws GlanceException.Conflict if the store is unknown here, the image is not active, or
   *     something uses the bytes
   * @throws GlanceException.Forbidden if no other location has the image, or the caller may not
   * @throws GlanceException.Failed if the store fails
   */
  public void remove(String storeId, String imageId, RequestContext caller) {
    policy.requireMayWrite(caller);
    if (choice.ids().isEmpty()) {
      throw new GlanceException.NotFound(null);
    }
    if (!choice.ids().contains(storeId)) {
      throw new GlanceException.Conflict(
          "The selected store %s is not available on this node.".formatted(storeId));
    }
    Image image = find(imageId, caller);
    policy.require(PolicyRule.GET_IMAGE_LOCATION, image, caller);
    policy.requireOwned(PolicyRule.DELETE_IMAGE_LOCATION, image, caller);
    requireOneOfSeveral(image);
    ImageLocation location =
        places.inOrder(image).stream()
            .filter(one -> places.storeOf(one).filter(storeId::equals).isPresent())
            .findFirst()
            .orElseThrow(() -> notThere(storeId, imageId));
    try {
      withdrawals.withdraw(image.id(), location, caller);
      events.updated(image.id(), caller.requestId());
    } catch (GlanceException.NotFound e) {
      throw withCause(notThere(storeId, imageId), e);
    }
  }

  private Image find(String imageId, RequestContext caller) {
    try {
      return images.get(imageId, caller);
    } catch (GlanceException.NotFound e) {
      throw withCause(
          new GlanceException.NotFound("Failed to find image %s".formatted(imageId)), e);
    }
  }

  /** The registry looks at this again, but not before it is known which location is meant. */
  private static void requireOneOfSeveral(Image image) {
    if (image.status() != ImageStatus.ACTIVE) {
      throw new GlanceException.Conflict(
          "It's not allowed to remove image data from store if image status is not 'active'");
    }
    if (image.locations().size() == 1) {
      throw new GlanceException.Forbidden(
          "Cannot delete image data from the only store containing it. Consider deleting the image instead.");
    }
  }

  private static GlanceException notThere(String storeId, String imageId) {
    return new GlanceException.NotFound(
        "Image %s is not stored in store %s.".formatted(imageId, storeId));
  }

  private static GlanceException withCause(GlanceException error, GlanceException cause) {
    error.initCause(cause);
    return error;
  }
}
