package io.glance.api.image;

import io.glance.api.imagedata.RemovalService;
import io.glance.api.location.EditedLocations;
import io.glance.api.location.LocationEdits;
import io.glance.api.quota.Limits;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.NewImage;
import io.glance.common.registryapi.StatusChange;
import java.util.List;
import org.springframework.stereotype.Service;

/** What a caller may do with images, apart from their bytes. */
@Service
public class ImageService {
  private final ImageRegistry registry;
  private final ImageAccess access;
  private final Limits limits;
  private final RemovalService removals;
  private final LocationEdits locationEdits;

  ImageService(
      ImageRegistry registry,
      ImageAccess access,
      Limits limits,
      RemovalService removals,
      LocationEdits locationEdits) {
    this.registry = registry;
    this.access = access;
    this.limits = limits;
    this.removals = removals;
    this.locationEdits = locationEdits;
  }

  /**
   * Registers an image.
   *
   * @param tags as the caller sent them; one sent twice counts twice
   * @throws GlanceException.Duplicate if the id is in use
   * @throws GlanceException.LimitExceeded if it has too many properties or tags
   */
  public Image create(NewImage wanted, List<String> tags, RequestContext caller) {
    requireCreatable(wanted, tags);
    return registry.create(wanted, caller);
  }

  /**
   * @param tags as the caller sent them; one sent twice counts twice
   * @throws GlanceException.Invalid if something can be stored nowhere
   * @throws GlanceException.LimitExceeded if it has too many properties or tags
   */
  public void requireCreatable(NewImage wanted, List<String> tags) {
    limits.requireRoomForTags(tags);
    limits.requireRoomForProperties(wanted.properties().keySet());
    requireStorable(wanted);
  }

  /**
   * Finds a page of images.
   *
   * @throws GlanceException.Invalid if the marker is unknown
   */
  public List<Image> list(ImageQuery query, RequestContext caller) {
    return registry.list(query, caller);
  }

  /**
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  public Image get(String id, RequestContext caller) {
    return access.get(id, caller);
  }

  /**
   * Makes all edits, in order, or none.
   *
   * @return the image afterwards
   * @throws GlanceException.Conflict if an edit does not fit the image, or if somebody else changed
   *     the same thing meanwhile
   */
  public Image update(String id, List<ImageEdit> edits, RequestContext caller) {
    Image before = access.get(id, caller);
    if (edits.isEmpty()) {
      return before;
    }
    EditedLocations locations = locationEdits.of(before);
    EditedImage edited = new EditedImage(before, locations);
    for (ImageEdit edit : edits) {
      edited.apply(edit);
      if (edit.property().equals("tags")) {
        limits.requireRoomForTags(edited.tags());
      }
    }
    if (edited.hasNewProperties()) {
      limits.requireRoomForProperties(edited.properties().keySet());
    }
    Image after = edited.result();
    requireStorable(after);
    ImageUpdate update = new ImageUpdate(before, after);
    return locations.isEdited()
        ? locationEdits.store(update, locations, caller)
        : registry.update(id, update, caller);
  }

  /**
   * @throws GlanceException.NotFound if the caller sees no such image, worded for those who want to
   *     delete it
   */
  public Image getToDelete(String id, RequestContext caller) {
    return access.find(id, caller).orElseThrow(() -> nothingToDelete(id));
  }

  /**
   * Deletes an image and its bytes.
   *
   * @param image as {@link #getToDelete} found it
   * @throws GlanceException.Forbidden if it is protected
   * @throws GlanceException.NotFound if it is gone meanwhile
   */
  public void delete(Image image, RequestContext caller) {
    if (image.isProtected()) {
      throw new GlanceException.Forbidden(
          "Image %s is protected and cannot be deleted.".formatted(image.id()));
    }
    try {
      removals.remove(image, caller);
    } catch (GlanceException.NotFound _) {
      throw nothingToDelete(image.id());
    }
  }

  private static GlanceException nothingToDelete(String id) {
    return new GlanceException.NotFound("Failed to find image %s to delete".formatted(id));
  }

  /**
   * Keeps the bytes of an active image from being read. Does nothing to one that is so already.
   *
   * @throws GlanceException.Forbidden if it stands elsewhere
   */
  public void deactivate(String id, RequestContext caller) {
    move(id, new StatusChange(ImageStatus.ACTIVE, ImageStatus.DEACTIVATED), "deactivate", caller);
  }

  /**
   * Lets the bytes of a deactivated image be read again. Does nothing to an active one.
   *
   * @throws GlanceException.Forbidden if it stands elsewhere
   */
  public void reactivate(String id, RequestContext caller) {
    move(id, new StatusChange(ImageStatus.DEACTIVATED, ImageStatus.ACTIVE), "reactivate", caller);
  }

  private void move(String id, StatusChange change, String verb, RequestContext caller) {
    Image image = access.get(id, caller);
    if (image.status() == change.to()) {
      return;
    }
    if (image.status() != change.from()) {
      throw new GlanceException.Forbidden(
          "Not allowed to %s image in status '%s'".formatted(verb, image.status().wireName()));
    }
    registry.changeStatus(image.id(), change, caller);
  }

  private static void requireStorable(NewImage image) {
    StorableText.requireField("name", image.name());
    StorableText.requireField("owner", image.owner());
    StorableText.requireProperties(image.properties());
    StorableText.requireTags(image.tags());
  }

  private static void requireStorable(Image image) {
    StorableText.requireField("name", image.name());
    StorableText.requireField("owner", image.owner());
    StorableText.requireProperties(image.properties());
    StorableText.requireTags(image.tags());
  }
}
