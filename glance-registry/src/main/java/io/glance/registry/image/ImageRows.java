package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Entities of images for those who write. All methods but the clock's need a transaction. */
final class ImageRows {
  private final ImageRepository images;
  private final MemberRepository members;
  private final EntityManager entities;
  private final ImageReader reader;
  private final Clock clock;

  ImageRows(
      ImageRepository images,
      MemberRepository members,
      EntityManager entities,
      ImageReader reader,
      Clock clock) {
    this.images = images;
    this.members = members;
    this.entities = entities;
    this.reader = reader;
    this.clock = clock;
  }

  /** Whole seconds, which is what the database keeps. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Locks a live image.
   *
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  ImageEntity lock(String id, RequestContext caller) {
    ImageEntity image = lockEvenDeleted(id);
    if (image.deleted || !VisibilityRule.sees(image, caller, this::isMember)) {
      throw ImageReader.notFound(id);
    }
    return image;
  }

  /**
   * @throws GlanceException.NotFound if there was never such an image
   */
  ImageEntity lockEvenDeleted(String id) {
    return findAndLock(id).orElseThrow(() -> ImageReader.notFound(id));
  }

  /** Locks an image, deleted or not; absent if it was purged. */
  Optional<ImageEntity> findAndLock(String id) {
    return id.length() > ImageReader.LONGEST_ID ? Optional.empty() : images.lock(id);
  }

  private boolean isMember(String imageId, String project) {
    return members.everOf(imageId, project).stream().anyMatch(member -> !member.deleted);
  }

  void insert(Object entity) {
    entities.persist(entity);
  }

  /** Removes a row for good, at once. */
  void erase(Object entity) {
    entities.remove(entity);
    entities.flush();
  }

  /** The image as it is after the changes made so far. */
  Image written(ImageEntity image) {
    entities.flush();
    return reader.get(image.id, RequestContext.administrator(""));
  }
}
