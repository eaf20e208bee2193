package io.glance.api.image;

import io.glance.api.imagedata.ImageSharing;
import io.glance.api.imagedata.RemovalService;
import io.glance.api.keymanager.EncryptionKeys;
import io.glance.api.location.EditedLocations;
import io.glance.api.location.EditedLocations.Formats;
import io.glance.api.location.LocationEdits;
import io.glance.api.notification.ImageEvents;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.api.protection.PropertyAccess;
import io.glance.api.protection.PropertyProtections;
import io.glance.api.quota.LimitedResource;
import io.glance.api.quota.Limits;
import io.glance.api.quota.UnifiedLimits;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageRegistry.CreateWithin;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.NewImage;
import io.glance.common.registryapi.ProjectLimit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What a caller may do with images, apart from their bytes. */
@Service
public class ImageService {
  /** Which only administrators correct once there are data, and nobody while they come. */
  private static final Set<String> FACTS_OF_DATA = Set.of("size", "virtual_size", "checksum");

  private final ImageRegistry registry;
  private final ImageAccess access;
  private final Limits limits;
  private final UnifiedLimits unified;
  private final RemovalService removals;
  private final LocationEdits locationEdits;
  private final ImagePolicy policy;
  private final ImageEvents events;
  private final EncryptionKeys encryptionKeys;
  private final PropertyProtections protections;
  private final ImageSharing sharing;

  ImageService(
      ImageRegistry registry,
      ImageAccess access,
      Limits limits,
      UnifiedLimits unified,
      RemovalService removals,
      LocationEdits locationEdits,
      ImagePolicy policy,
      ImageEvents events,
      EncryptionKeys encryptionKeys,
      PropertyProtections protections,
      ImageSharing sharing) {
    this.registry = registry;
    this.access = access;
    this.limits = limits;
    this.unified = unified;
    this.removals = removals;
    this.locationEdits = locationEdits;
    this.policy = policy;
    this.events = events;
    this.encryptionKeys = encryptionKeys;
    this.protections = protections;
    this.sharing = sharing;
  }

  /**
   * Registers an image.
   *
   * @param tags as the caller sent them; one sent twice counts twice
   * @throws GlanceException.Forbidden if the caller may make no such image
   * @throws GlanceException.Duplicate if the id is in use
   * @throws GlanceException.LimitExceeded if it has too many properties or tags, or the caller's
   *     project too many images
   */
  public Image create(NewImage wanted, List<String> tags, RequestContext caller) {
    policy.requireMayWrite(caller);
    policy.requireMayCreate(wanted.owner(), wanted.visibility(), caller);
    requireCreatable(wanted, tags, caller);
    ProjectLimit most = unified.of(caller).of(LimitedResource.IMAGE_COUNT_TOTAL);
    Image created =
        most == null
            ? registry.create(wanted, caller)
            : registry.createWithin(new CreateWithin(wanted, most), caller);
    events.created(created);
    return created;
  }

  /**
   * To be asked before an image is registered whose data the caller uploads.
   *
   * @throws GlanceException as {@link #create}, but for ids in use and too many images
   * @throws GlanceException.Forbidden also if he may not upload
   */
  public void requireMayCreateToUpload(NewImage wanted, RequestContext caller) {
    policy.requireMayWrite(caller);
    policy.requireMayCreate(wanted.owner(), wanted.visibility(), caller);
    policy.requireForNew(PolicyRule.UPLOAD_IMAGE, wanted.owner(), wanted.visibility(), caller);
    requireCreatable(wanted, List.of(), caller);
  }

  /**
   * To be asked before an image is registered whose data are elsewhere. Nobody is asked there
   * before the caller may do it.
   *
   * @param wanted of whose data the size may be said
   * @throws GlanceException as {@link #create}, but for ids in use and too many images
   * @throws GlanceException.Forbidden also if the caller may name no locations
   * @throws GlanceException.Invalid also if it is no place that he may name, or nothing is there
   * @throws GlanceException.Conflict if there are more or less bytes than he says
   */
  public void requireMayCreateAt(NewImage wanted, String url, RequestContext caller) {
    policy.requireMayWrite(caller);
    policy.requireMayCreate(wanted.owner(), wanted.visibility(), caller);
    policy.requireForNew(
        PolicyRule.SET_IMAGE_LOCATION, wanted.owner(), wanted.visibility(), caller);
    requireCreatable(wanted, List.of(), caller);
    locationEdits.requireBytes(wanted.id(), url, wanted.data().size(), caller);
  }

  /**
   * To be asked before anything of a request is stored that changes an image and brings its data.
   *
   * @throws GlanceException.Forbidden if the caller may not modify the image, or not upload to it
   */
  public void requireMayFill(Image image, RequestContext caller) {
    policy.requireMayWrite(caller);
    policy.requireOwned(PolicyRule.MODIFY_IMAGE, image, caller);
    policy.requireOwned(PolicyRule.UPLOAD_IMAGE, image, caller);
  }

  /**
   * As {@link #requireMayFill}, if the data are at a place that the request names.
   *
   * @param size that it declares; absent if it does not
   * @throws GlanceException as {@link #setLocation}
   */
  public void requireMayLocate(
      Image image, String url, @Nullable Long size, RequestContext caller) {
    policy.requireMayWrite(caller);
    policy.requireOwned(PolicyRule.MODIFY_IMAGE, image, caller);
    policy.requireOwned(PolicyRule.SET_IMAGE_LOCATION, image, caller);
    locationEdits.requireBytes(image.id(), url, size, caller);
  }

  /**
   * @param tags as the caller sent them; one sent twice counts twice
   * @throws GlanceException.Forbidden if it has a property that is not the caller's to create, or
   *     nobody's
   * @throws GlanceException.Invalid if something can be stored nowhere
   * @throws GlanceException.LimitExceeded if it has too many properties or tags
   */
  public void requireCreatable(NewImage wanted, List<String> tags, RequestContext caller) {
    PropertyAccess properties = protections.of(caller);
    for (String name : wanted.properties().keySet()) {
      ReservedProperties.requireFree(name);
      properties.requireCreatable(name);
    }
    limits.requireRoomForTags(tags);
    limits.requireRoomForProperties(wanted.properties().keySet());
    requireStorable(wanted);
  }

  /**
   * @throws GlanceException.Forbidden if the caller may list no images
   */
  public void requireMayList(RequestContext caller) {
    policy.requireMayList(caller);
  }

  /**
   * Finds a page of images. Those that the policy hides are missing in it, and properties that the
   * caller may not read are not looked at.
   *
   * @throws GlanceException.Forbidden if the caller may list no images
   * @throws GlanceException.Invalid if the marker is unknown
   */
  public ImagePage list(ImageQuery query, RequestContext caller) {
    policy.requireMayList(caller);
    PropertyAccess properties = protections.of(caller);
    List<Image> found =
        registry.list(query.withProperties(properties.readable(query.properties())), caller);
    List<Image> shown =
        found.stream().filter(image -> policy.allows(PolicyRule.GET_IMAGE, image, caller)).toList();
    boolean isFull = !found.isEmpty() && found.size() == query.limit();
    return new ImagePage(shown, isFull ? found.getLast().id() : null);
  }

  /**
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  public Image get(String id, RequestContext caller) {
    Image image = access.get(id, caller);
    policy.require(PolicyRule.GET_IMAGE, image, caller);
    return image;
  }

  /** As {@link #get}, but administrators see deleted images, too; empty if there is none. */
  public Optional<Image> findEvenDeleted(String id, RequestContext caller) {
    return access
        .findEvenDeleted(id, caller)
        .filter(image -> policy.allows(PolicyRule.GET_IMAGE, image, caller));
  }

  /**
   * Makes all edits, in order, or none.
   *
   * @return the image afterwards
   * @throws GlanceException.Forbidden if the caller may not make one of them
   * @throws GlanceException.Conflict if an edit does not fit the image, or if somebody else changed
   *     the same thing meanwhile
   * @throws GlanceException.Failed if a store was not told who may read the image now; the edits
   *     are made
   */
  public Image update(String id, List<ImageEdit> edits, RequestContext caller) {
    policy.requireMayWrite(caller);
    Image before = access.get(id, caller);
    if (edits.isEmpty()) {
      policy.require(PolicyRule.GET_IMAGE, before, caller);
      return before;
    }
    return apply(before, edits, caller);
  }

  /**
   * Makes all edits, in order, or none, to an image that the caller was just found to see. That he
   * may modify it is required even if there are none.
   *
   * @throws GlanceException as {@link #update(String, List, RequestContext)}
   */
  public Image update(Image before, List<ImageEdit> edits, RequestContext caller) {
    policy.requireMayWrite(caller);
    policy.requireOwned(PolicyRule.MODIFY_IMAGE, before, caller);
    return apply(before, edits, caller);
  }

  private Image apply(Image before, List<ImageEdit> edits, RequestContext caller) {
    EditedLocations locations = locationEdits.of(before, caller);
    EditedImage edited = new EditedImage(before, locations, protections.of(caller));
    for (ImageEdit edit : edits) {
      requireMayEdit(edit, before, caller);
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
    Image updated =
        locations.isEdited()
            ? locationEdits.store(update, locations, caller)
            : registry.update(before.id(), update, caller);
    events.updated(updated);
    if (locations.isEdited() || before.visibility() != after.visibility()) {
      sharing.share(updated, caller);
    }
    return updated;
  }

  /** Source: glance/api/v2/images.py, _do_replace, _do_add and _do_remove. */
  private void requireMayEdit(ImageEdit edit, Image image, RequestContext caller) {
    if (edit.property().equals("locations")) {
      requireMayEditLocations(edit, image, caller);
      return;
    }
    if (edit.property().equals("owner") && !caller.admin()) {
      throw new GlanceException.Forbidden(null, "Owner can't be updated by non admin.");
    }
    if (edit.property().equals("visibility") && edit.value().isString()) {
      policy.requireVisibility(Visibility.of(edit.value().stringValue()), image, caller);
    }
    requireDataMayBeEdited(edit.property(), image, caller);
    policy.requireOwned(PolicyRule.MODIFY_IMAGE, image, caller);
  }

  /**
   * What is said of data is said before there are any. The registry asks the same where nobody
   * moves the image meanwhile.
   *
   * <p>Source: glance/api/v1/images.py, Controller.update; the size of the disk is no less a fact.
   * The original asks it of active and deactivated images alone, and so lets callers make staged
   * bytes look like none.
   */
  private static void requireDataMayBeEdited(String field, Image image, RequestContext caller) {
    if (FACTS_OF_DATA.contains(field) && !image.status().mayBeDescribed(caller.admin())) {
      throw new GlanceException.Forbidden(
          "Forbidden to modify '%s' of %s image.".formatted(field, image.status().wireName()));
    }
  }

  /**
   * Gives an image that waits for data a place that has them, which makes it active.
   *
   * @throws GlanceException.Forbidden if the caller may not
   * @throws GlanceException.Invalid if it is no place that he may name
   * @throws GlanceException.Conflict if the image does not wait for data any more
   * @throws GlanceException.LimitExceeded if they are more than his project may store
   */
  public Image setLocation(Image before, String url, RequestContext caller) {
    policy.requireMayWrite(caller);
    policy.requireOwned(PolicyRule.SET_IMAGE_LOCATION, before, caller);
    locationEdits.requireBytes(before.id(), url, before.size(), caller);
    EditedLocations locations = locationEdits.of(before, caller);
    locations.setOnly(url, new Formats(before.diskFormat(), before.containerFormat()));
    Image after = new EditedImage(before, locations, PropertyAccess.FREE).result();
    Image updated = locationEdits.store(new ImageUpdate(before, after), locations, caller);
    events.updated(updated);
    sharing.share(updated, caller);
    return updated;
  }

  private void requireMayEditLocations(ImageEdit edit, Image image, RequestContext caller) {
    if (edit.operation() == ImageEdit.Operation.REMOVE) {
      policy.requireOwned(PolicyRule.DELETE_IMAGE_LOCATION, image, caller);
      return;
    }
    boolean empties = edit.operation() == ImageEdit.Operation.REPLACE && edit.value().isEmpty();
    if (!empties) { // which nobody may
      policy.require(PolicyRule.SET_IMAGE_LOCATION, image, caller);
    }
  }

  /**
   * @throws GlanceException.NotFound if the caller sees no such image, worded for those who want to
   *     delete it
   * @throws GlanceException.Forbidden if he may see it, but not delete it
   */
  public Image getToDelete(String id, RequestContext caller) {
    policy.requireMayWrite(caller);
    Image image = access.find(id, caller).orElseThrow(() -> nothingToDelete(id));
    policy.requireOwned(PolicyRule.DELETE_IMAGE, image, caller);
    return image;
  }

  /**
   * Deletes an image and its bytes, and its key if that is to go with it.
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
      events.deleted(image);
    } catch (GlanceException.NotFound _) {
      throw nothingToDelete(image.id());
    }
    encryptionKeys.deleteWith(image, caller);
  }

  private static GlanceException nothingToDelete(String id) {
    return new GlanceException.NotFound("Failed to find image %s to delete".formatted(id));
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
